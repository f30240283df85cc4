"""Moving an audit to another version of its rules: what the command must know beside the version is found here."""

from datetime import datetime

from api.calendars import counting
from api.errors import NoSuchAudit, Refused
from api.owners import owners_of
from api.policies import Policies, UnknownFramework
from api.record import Record
from domain.audit import Audit
from domain.calendar import local_day
from domain.commands import Replan
from domain.errors import Refusal
from domain.framework import Framework
from domain.operator_errors import LacksGrade, LacksStandard, UnknownVersion
from domain.ran_from import ran_from
from domain.rules import Rules, rules_for
from domain.values import AuditId
from storage import reading
from storage.errors import VersionTaken


class Replanning:
    """Finds the rules of a version: in the folder of policies, or as an audit has used them before."""

    def __init__(self, record: Record, policies: Policies) -> None:
        self._record, self._policies = record, policies

    async def with_rules(self, audit_id: AuditId, command: Replan, now: datetime) -> Replan:
        """The command with all it needs. Raises NoSuchAudit, BadInput for a bad policy file, or Refused."""
        logged = await self._record.carried(audit_id)
        if logged is None:
            raise NoSuchAudit(audit_id)
        try:
            found = await self._found(logged.audit, command.version, now)
        except Refusal as refusal:
            raise Refused(refusal.code, str(refusal)) from None
        return command.model_copy(update=found)

    async def _found(self, audit: Audit, version: int, now: datetime) -> dict[str, object]:
        # Read anew: the policies may have changed since this program began.
        policies = await counting(self._record, self._policies.anew())
        rules = _rules(await self._version(policies, audit.rules.framework, version, now), audit, policies)
        log = [one.event for one in await reading.history(self._record.database, audit.audit_id)]
        moments = ran_from(log)
        owners = owners_of(rules, await self._record.directory(), None, audit.team, now)
        return {
            "rules": rules,
            "owners": {role: person for role, person in owners.items() if role not in audit.owners},
            "ran_from": {one.action_id: moments.actions[one.action_id] for one in audit.unfinished
                         if one.action_id in moments.actions},
            "check_from": moments.check,
        }  # fmt: skip

    async def _version(self, policies: Policies, name: str, version: int, now: datetime) -> Framework:
        try:
            here = policies.framework(name)
        except UnknownFramework:
            here = None
        if here and here.version == version:
            await self._keep(here, now)
            return here
        if kept := await self._record.framework(name, version):
            return kept
        known = {*await self._record.versions(name), *([here.version] if here else [])}
        raise UnknownVersion(name, version, sorted(known))

    async def _keep(self, framework: Framework, now: datetime) -> None:
        try:
            await self._record.keep_framework(framework, now)
        except VersionTaken as taken:
            raise Refused(type(taken).__name__, str(taken)) from None


def _rules(framework: Framework, audit: Audit, policies: Policies) -> Rules:
    if audit.overall not in framework.timescales:
        raise LacksGrade(framework.version, audit.overall)
    there = {standard.id for standard in framework.standards}
    for standard in audit.standards:
        if standard not in there:
            raise LacksStandard(framework.version, standard)
    calendar = policies.calendar(framework, local_day(audit.started_at))
    return rules_for(framework, calendar, audit.overall, {*audit.rules.standards} & there, audit.audit_kind)
