"""An event that is tried: what its commands need of it, and what can become of it."""

from datetime import datetime
from typing import Literal, NamedTuple

from domain.values import AuditId, Key


class Arrived(NamedTuple):
    """The id of its commands, and whose they are: an event is its sender's, whatever it says."""

    command_id: Key
    by: Key
    received_at: datetime
    request_id: str


class Outcome(NamedTuple):
    """It is done; or refused, until somebody has it tried again; or it is tried again later: and why, in a sentence."""

    state: Literal["done", "refused", "later"]
    sentence: str
    audit_id: AuditId | None = None
