"""What can be true of an action beside its place: more time is asked for, it is paused, its claim was verified."""

from datetime import datetime

from domain.chase import Chase
from domain.values import Key, Value


class ExtensionAsked(Value):
    """A request for more time that nobody has decided yet."""

    by: Key
    due_at: datetime
    """The date that is asked for."""
    chase: Chase
    """From when it must be decided it goes up its own ladder."""


class Paused(Value):
    """Nothing chases it until it is resumed, at the latest by itself."""

    since: datetime
    until: datetime


class LastClaim(Value):
    """Who claimed it done, and when: kept once it is verified, for a verification can be undone."""

    by: Key
    at: datetime
