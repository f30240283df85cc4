"""An event as it is kept: by its type, waiting to be acted on, or until a version that does."""

from pydantic_core import to_json

from api.inbox.envelope import Envelope
from api.inbox.known import KNOWN, UNKNOWN, Order
from storage.inbox import Incoming


def entry(envelope: Envelope) -> Incoming:
    """The event as the inbox takes it in; raises ValidationError when its data is not what its type says."""
    known = KNOWN.get(envelope.type)
    form = known.form.model_validate_json(to_json(envelope.data)) if known else None
    order = known.order(form) if known and known.order else Order()
    return Incoming(
        source=envelope.source,
        event_id=envelope.id,
        type=envelope.type,
        subject=envelope.subject,
        time=envelope.time,
        body=envelope.body,
        digest=envelope.digest,
        about=order.about,
        awaits=order.awaits,
        state="waiting" if known else "unknown",
        outcome=known.waits if known else UNKNOWN,
    )
