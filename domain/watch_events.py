"""What can happen while a standard that was shown met is still under watch."""

from datetime import datetime
from typing import Literal

from domain.event import Event
from domain.values import Key


class WatchingStarted(Event):
    """All is done and shown met; the audit closes once the last of these has been under watch long enough."""

    kind: Literal["watching_started"] = "watching_started"
    until: datetime
    auditor: Key
    standards: tuple[Key, ...]


class WatchEnded(Event):
    """Practice held for as long as the framework watches it."""

    kind: Literal["watch_ended"] = "watch_ended"
    standard: Key


class StandardSlipped(Event):
    """Practice slipped while it was watched: the standard is unmet again."""

    kind: Literal["standard_slipped"] = "standard_slipped"
    standard: Key
    auditor: Key
