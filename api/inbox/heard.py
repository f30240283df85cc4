"""A child said what they think: it goes to the open audit of their case, and waits while there is none."""

from api.errors import Refused
from api.giving import Giving
from api.inbox.forms import ChildsView
from api.inbox.means import Means
from api.inbox.outcome import Arrived, Outcome
from api.orders import Order
from storage.hearing import hearing

WAITS = "No audit of this subject is open: it is kept, and tried again until one is."


async def hear(means: Means, form: ChildsView, arrived: Arrived) -> Outcome:
    """Gives it to one audit; raises what `Giving.give` does, but for an audit that ended meanwhile."""
    async with means.record.database.transaction() as connection:
        audit_id = await hearing(connection, form.subject, form.audit_id, arrived.command_id)
    if audit_id is None:
        return Outcome("later", WAITS)
    giving = Giving(await means.engine(), means.record, means.policies)
    order = Order(arrived.command_id, arrived.by, "hear_view", form.model_dump(include={"given_on", "way", "text"}))
    try:
        await giving.give(audit_id, order, means.clock(), arrived.request_id)
    except Refused as refused:
        if refused.code != "AuditOver":
            raise
        return Outcome("later", WAITS)
    return Outcome("done", f"It was heard in audit {audit_id}.", audit_id)
