"""The head every event has: its place in the log, when, by whom, and who was told."""

from datetime import datetime

from domain.values import Key, Value

ENGINE = "engine"
"""The actor of what time or the rules made happen."""


class Hearer(Value):
    """Somebody who was told, and as what."""

    person: Key
    role: str
    stands_in_for: Key | None = None
    """Whoever should have been told, and is away or has left."""


class Told(Value):
    """Who was told of an event. Filled in by `record`, which alone knows the people of that moment."""

    people: tuple[Hearer, ...] = ()
    nobody: bool = False
    """Somebody should have been told, and the reporting line had nobody for the role."""


class Event(Value):
    """One fact: `at` is when the engine noticed, `moment` when it became true (left out when the same)."""

    seq: int
    at: datetime
    moment: datetime | None = None
    by: Key = ENGINE
    command_id: Key | None = None
    in_place_of: Key | None = None
    """Who is away, and for whom `by` stood in: as themselves they might not have done it."""
    is_past: bool = False
    """Of a time before the import: nobody is told of it any more."""
    told: Told | None = None

    @property
    def true_at(self) -> datetime:
        """When it became true."""
        return self.moment or self.at
