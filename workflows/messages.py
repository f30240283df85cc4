"""What goes in and out of an audit's workflow beside its events."""

from domain.audit import Audit
from domain.chain import Head
from domain.commands import Opening
from domain.months import Month
from domain.values import Key, Value


class Receipt(Value):
    """The answer to a command: its events in the log, first and last. The same command again gets the same."""

    command_id: Key
    first: int
    last: int


class Carried(Value):
    """What one run of a workflow hands to the next: the audit as recorded, and the end of its log."""

    audit: Audit
    head: Head


class Beginning(Value):
    """The one argument of an audit's workflow."""

    opening: Opening | None = None
    """How the audit starts; None in a run that takes over from another."""
    carried: Carried | None = None
    turn_after: int = 0
    """History events after which a run hands over to the next; 0 leaves it to the server's advice."""


class Programme(Value):
    """The one argument of a programme's workflow: which month, by whose rules, and how far it is."""

    month: Month | None = None
    """None: the month it is when the workflow begins."""
    framework: Key
    version: int | None = None
    seed: str | None = None
    by: Key
    begun: int = 0
    refused: tuple[str, ...] = ()
    """Why some of those could not begin."""
    batch: int = 20
    """Audits that are begun in one effect."""
    turn_after: int = 0
    """History events after which a run hands over to the next; 0 leaves it to the server's advice."""


class ProgrammeProgress(Value):
    """How many of how many audits are begun."""

    begun: int = 0
    audits: int = 0
