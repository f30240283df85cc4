"""Acting on one event: its type says what is done, and every way in which that fails says what becomes of it."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from api.errors import BadInput, DoorError, NoSuchAudit, NotReachable, OtherCommand, Refused
from api.form_slips import pointed
from api.inbox import absent, complained, heard, measured, praised, returned
from api.inbox.known import ABSENCE, AUDIT_RETURNED, CHILDS_VIEW, COMPLAINT, COMPLIMENT, KNOWN, MEASUREMENT
from api.inbox.means import Means
from api.inbox.outcome import Arrived, Outcome
from domain.errors import Refusal
from domain.values import Key
from storage.errors import StorageError
from storage.trying import Due

ACTS: Mapping[str, Callable[[Means, Any, Arrived], Awaitable[Outcome]]] = {
    AUDIT_RETURNED: returned.start,
    MEASUREMENT: measured.count,
    ABSENCE: absent.note,
    CHILDS_VIEW: heard.hear,
    COMPLAINT: complained.answer,
    COMPLIMENT: praised.keep,
}
FINAL = (Refused, Refusal, BadInput, NoSuchAudit, OtherCommand)
"""No further try helps, unless somebody changes something first."""
AWAITED = timedelta(days=1)
"""Events overtake each other on their way: so long one waits for the audit that it is about."""


class Acting:
    """Acts on events, each as often as it takes: what it does has an id made from the event's name, and counts once."""

    def __init__(self, means: Means) -> None:
        self._means = means

    async def prepare(self) -> None:
        """Raises NotReachable while the engine is away."""
        await self._means.engine()

    async def act(self, due: Due) -> Outcome:
        """What became of it; raises NotReachable while the engine is away."""
        known = KNOWN[due.type]
        try:
            form = known.form.model_validate_json(to_json(from_json(due.body).get("data")))
        except ValidationError as error:
            # The door reads what it knows; this came in when its type was not known yet.
            return Outcome("refused", pointed(error, known.form))
        arrived = Arrived(command_id(due.source, due.event_id), due.sender, due.received_at, due.request_id)
        try:
            return await ACTS[due.type](self._means, form, arrived)
        except NotReachable:
            raise
        except (DoorError, Refusal, StorageError) as error:
            return self._failed(error, due)._replace(audit_id=getattr(form, "audit_id", None))

    def _failed(self, error: Exception, due: Due) -> Outcome:
        if isinstance(error, NoSuchAudit) and self._means.clock() - due.received_at < AWAITED:
            return Outcome("later", f"{error} It is tried again for a day.")
        is_final = isinstance(error, FINAL) and getattr(error, "code", None) != measured.NOT_YET
        return Outcome("refused" if is_final else "later", _sentence(error))


def _sentence(error: Exception) -> str:
    if isinstance(error, BadInput) and error.place == returned.PLACE:
        return error.sentence
    return str(error)


def command_id(source: str, event_id: str) -> Key:
    """The id of everything that an event commands."""
    return f"event/{sha256(to_json([source, event_id])).hexdigest()}"
