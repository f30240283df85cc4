"""A practice standard was measured: its counts go to the one audit, or to every open audit that they are about."""

from collections.abc import Awaitable, Callable
from functools import partial

from api.dozens import dozens
from api.errors import Refused
from api.giving import Giving
from api.inbox.means import Means
from api.inbox.outcome import Arrived, Outcome
from api.measurement import COUNTS, Measurement
from api.orders import Order
from domain.values import AuditId
from storage.measurable import Measurable, measurable

NOTHING_LEFT = {"AuditOver", "AlreadyMet"}
"""Refusals by an audit that waited for the standard a moment ago and does not now."""
NOT_YET = "NotYetRecorded"


class Tally:
    """The audits that a measurement counts in, and why others refused it."""

    def __init__(self, give: Callable[[AuditId], Awaitable[None]]) -> None:
        self._give = give
        self.counted = 0
        self.refusals: list[Refused] = []

    async def add(self, audit_id: AuditId) -> None:
        """Counts it in one audit; raises what giving a command does, but for what a rule refuses."""
        try:
            await self._give(audit_id)
        except Refused as refused:
            if refused.code == NOT_YET:
                raise
            if refused.code not in NOTHING_LEFT:
                self.refusals.append(refused)
        else:
            self.counted += 1


async def count(means: Means, form: Measurement, arrived: Arrived) -> Outcome:
    """Gives its counts; raises what `Giving.give` does for one audit. Of many, one that refuses stops no other."""
    giving = Giving(await means.engine(), means.record, means.policies)
    order = Order(arrived.command_id, arrived.by, "measure", form.model_dump(include=COUNTS))

    async def give(audit_id: AuditId) -> None:
        await giving.give(audit_id, order, means.clock(), arrived.request_id)

    if form.audit_id:
        await give(form.audit_id)
        return Outcome("done", f"It counts in audit {form.audit_id}.", form.audit_id)
    tally = Tally(give)
    await dozens([partial(tally.add, audit_id) for audit_id in await _audits(means, form, arrived)])
    return _together(tally.counted, tally.refusals)


async def _audits(means: Means, form: Measurement, arrived: Arrived) -> list[AuditId]:
    what = Measurable(form.standard, team=form.team, subject=form.subject)
    async with means.record.database.transaction() as connection:
        return await measurable(connection, what, arrived.command_id)


def _together(counted: int, refusals: list[Refused]) -> Outcome:
    """Audits are counted, not named: whoever reads this may not know of each of them."""
    done = f"It counts in {counted} {'audit' if counted == 1 else 'audits'}"
    if refusals:
        return Outcome("refused", f"{done}, and {len(refusals)} refused it, the first because: {refusals[0]}")
    return Outcome("done", f"{done}." if counted else "No open audit waits for it: there is nothing to count it in.")
