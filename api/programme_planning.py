"""Beginning the audit of a case that was drawn: as any audit is, allocated to its auditor, by the month's rules."""

from collections.abc import Callable
from datetime import datetime

from api.calendars import counting
from api.engine import Engine
from api.errors import UnknownPerson
from api.policies import Policies
from api.record import Record
from domain.calendar import local_day
from domain.commands import Opening, PlanAudit
from domain.opening import open_audit
from domain.programme import DrawnCase
from domain.rules import rules_before_return
from domain.values import AuditId, Key
from storage.programme import DrawnMonth
from workflows.addresses import start_id


class Planning:
    """One way of beginning the audits of a month."""

    def __init__(self, engine: Engine, record: Record, policies: Policies, clock: Callable[[], datetime]) -> None:
        self._engine, self._record, self._policies, self._clock = engine, record, policies, clock

    async def plan(self, drawn: DrawnMonth, case: DrawnCase) -> None:
        """Leaves an audit that is there as it is. Raises NotReachable, or Refusal if it cannot begin as drawn."""
        if case.audit_id is None or case.auditor is None:
            raise LookupError(case.position)
        if await self._engine.resume(case.audit_id):
            return
        opening = await self._opening(drawn, case, case.audit_id, case.auditor)
        open_audit(opening, self._clock())  # an audit whose own workflow refuses it begins to nobody's notice
        await self._engine.start(opening)

    async def _opening(self, drawn: DrawnMonth, case: DrawnCase, audit_id: AuditId, auditor: Key) -> Opening:
        framework = await self._record.framework(drawn.framework, drawn.version)
        if framework is None:
            raise LookupError(drawn.framework)
        people = (await self._record.directory()).people
        if auditor not in people:
            raise UnknownPerson(auditor, "The auditor")
        policies = await counting(self._record, self._policies)
        plan = PlanAudit(
            command_id=start_id(audit_id),
            by=drawn.by,
            audit_id=audit_id,
            audit_kind=framework.programme.audit_kind if framework.programme else "case_file",
            subject=case.subject,
            team=case.team,
            auditor=auditor,
            auditor_team=people[auditor].team,
            month=drawn.month,
            rules=rules_before_return(framework, policies.calendar(framework, local_day(self._clock()))),
        )
        return Opening(start=plan)
