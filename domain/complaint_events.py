"""What can happen to a complaint while it waits for its answer."""

from datetime import datetime
from typing import Literal

from domain.event import Event
from domain.values import Key, TextRef


class ResponseExtended(Event):
    kind: Literal["response_extended"] = "response_extended"
    auditor: Key
    due_at: datetime
    before: datetime
    reason: TextRef
