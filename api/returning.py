"""Returning planned audits: what somebody hands in becomes the return of an audit that the log waits for."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime

from api.calendars import counting
from api.drafts import stand_in
from api.engine import Engine
from api.errors import BadInput, NoSuchAudit, Refused, UnknownPerson
from api.forms import AuditForm
from api.openings import Ground, NotInFramework, return_of
from api.policies import Policies, UnknownFramework
from api.record import Record
from api.same import says_the_same
from api.start_files import Handed
from api.starting import Outcome
from domain.audit import Audit
from domain.errors import Refusal
from domain.framework import Framework
from domain.return_errors import AlreadyReturned, NeverPlanned, NotAllocated, NotAsPlanned
from domain.values import AuditId, Key, TextRef
from workflows.addresses import return_id
from workflows.messages import Receipt

PLANNED = {"kind": "audit_kind", "subject": "subject", "team": "team", "auditor": "auditor"}
"""What a return says again of its plan, and must say the same."""


class Returning:
    """The one way in which planned audits are returned."""

    def __init__(
        self,
        engine: Engine,
        record: Record,
        policies: Policies,
        clock: Callable[[], datetime],
        *,
        request_id: Key | None = None,
    ) -> None:
        self._engine, self._record, self._policies, self._clock = engine, record, policies, clock
        self._request_id = request_id

    async def give(self, form: AuditForm, by: Key | None = None) -> Receipt:
        """Its receipt, the first one if it was returned so before; `by` wins over who the form says.

        Raises NoSuchAudit, or Refused.
        """
        logged = await self._record.carried(form.audit_id)
        if logged is None:
            raise NoSuchAudit(form.audit_id)
        try:
            return await self._returned(logged.audit, form, by)
        except (Refusal, NotInFramework, UnknownFramework, UnknownPerson) as refusal:
            raise Refused(type(refusal).__name__, str(refusal)) from None

    async def _returned(self, audit: Audit, form: AuditForm, by: Key | None) -> Receipt:
        if answer := await self._record.answer(form.audit_id, return_id(form.audit_id)):
            if not await says_the_same(self._record.database, form):
                raise AlreadyReturned
            return answer
        _check_plan(audit, form)
        now = self._clock()
        ground = Ground(await counting(self._record, self._policies), await self._record.directory(), now)
        framework = await self._framework(audit)
        words: dict[str, TextRef] = {}
        return_of(form, framework, ground, lambda text: words.setdefault(text, stand_in(text)), by)
        kept = await self._record.keep_texts(form.audit_id, list(words), now)
        command = return_of(form, framework, ground, kept.__getitem__, by)
        return await self._engine.send(form.audit_id, command, request_id=self._request_id)

    async def _framework(self, audit: Audit) -> Framework:
        """The version it was planned by, whatever version is in force today."""
        rules = audit.rules
        if kept := await self._record.framework(rules.framework, rules.version):
            return kept
        raise NotAsPlanned(rules.framework, rules.version)


def _check_plan(audit: Audit, form: AuditForm) -> None:
    if not audit.is_awaited:
        raise AlreadyReturned if audit.planned_by else NeverPlanned
    if not audit.auditor:
        raise NotAllocated
    planned = {said: getattr(audit, name) for said, name in PLANNED.items()}
    for said, name in {**planned, "framework": audit.rules.framework}.items():
        if getattr(form, said) != name:
            raise OtherPlan(said, name)


async def returned(handed: Iterable[Handed], give: Callable[[AuditForm], Awaitable[object]]) -> Outcome:
    """Each is given by itself: one that cannot be returned keeps no other from it."""
    done: list[AuditId] = []
    bad: list[BadInput] = []
    for one in handed:
        try:
            await give(one.form if isinstance(one.form, AuditForm) else AuditForm.model_validate(one.form))
        except (Refused, NoSuchAudit) as error:
            bad.append(BadInput(one.place, str(error)))
        else:
            done.append(one.form.audit_id)
    return Outcome(tuple(done), (), tuple(bad))


class OtherPlan(Refusal):
    def __init__(self, field: str, planned: str) -> None:
        super().__init__(f"The audit was planned with the {field} {planned}: say the same, or correct the audit's id.")
