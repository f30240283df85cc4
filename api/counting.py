"""Counts go to every audit that they are about, and each says for itself what becomes of them there."""

from datetime import datetime
from functools import partial

from api.dozens import dozens
from api.engine import Engine
from api.errors import BadInput, OtherCommand, Refused
from api.giving import Giving
from api.measurement import MeasurementForm, Said
from api.policies import Policies, UnknownFramework
from api.record import Record
from domain.errors import Refusal
from domain.values import AuditId, Key
from storage.measurable import Measurable, measurable
from storage.scope import Scope

NOT_YET = "NotYetRecorded"


class UnmeasuredStandard(Refusal):
    def __init__(self, standard: str, measured: list[str]) -> None:
        super().__init__(f"No standard {standard} is measured: write one of {', '.join(measured) or 'none yet'}.")


class Counting:
    """One hand-in of counts; `scope` is where whoever hands them in may do so."""

    def __init__(self, engine: Engine, record: Record, policies: Policies, *, request_id: str = "") -> None:
        self._giving = Giving(engine, record, policies)
        self._record, self._policies, self._request_id = record, policies, request_id

    async def count(self, counts: MeasurementForm, by: Key, scope: Scope, now: datetime) -> list[Said]:
        """What each audit said, by id. One that refuses stops no other; repeated, the counts count once.

        Raises BadInput, UnmeasuredStandard, NotReachable, or NotKnown when nobody can say what became of them.
        """
        self._check(counts)
        order = counts.order(by)
        what = Measurable(**{name: getattr(counts, name) for name in Measurable._fields})
        async with self._record.database.reading() as connection:
            audits = await measurable(connection, what, order.command_id, scope)
        said: list[Said] = []

        async def give(audit_id: AuditId) -> None:
            try:
                receipt = await self._giving.give(audit_id, order, now, self._request_id)
            except (Refused, OtherCommand) as refused:
                rule = refused.code if isinstance(refused, Refused) else "OtherCommand"
                if rule == NOT_YET:
                    raise
                said.append(Said(audit_id, rule=rule, detail=str(refused)))
            else:
                said.append(Said(audit_id, receipt.first, receipt.last))

        await dozens([partial(give, audit_id) for audit_id in audits])
        return sorted(said)

    def _check(self, counts: MeasurementForm) -> None:
        names = [counts.framework] if counts.framework else self._policies.known()
        try:
            frameworks = [self._policies.framework(name) for name in names]
        except UnknownFramework as error:
            raise BadInput("framework", str(error)) from None
        measured = sorted({one.id for framework in frameworks for one in framework.standards if one.enough})
        if counts.standard not in measured:
            raise UnmeasuredStandard(counts.standard, measured)
