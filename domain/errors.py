"""Every way the rules can say no, and the sentence each one says.

    Refusal
    ├── UnknownThing        UnknownAction, UnknownStandard, UnknownFinding
    ├── WrongPlace          ActionElsewhere, AuditOver, AlreadyMet, NotMeasured, AlreadyAccepted, AlreadyAcknowledged
    ├── NotAllowed
    ├── Incomplete          NoOwner, NoDate, NoOutcome, NoEvidence, NoReason
    ├── BadDate             DateInPast, DateTooFar, DateAfterLimit, PeriodBackwards, PeriodCounted, PeriodNotOver
    ├── Duplicate           DuplicateAction, DuplicateFinding, DuplicateOutcome
    ├── TooManyMet
    ├── SameOwner, OtherStandard
    └── NotStarted
Those of the operators' commands are in operator_errors.py.

A refusal changes nothing. Its class name is its code; its text says what to fix.
"""

from datetime import date, datetime

from domain.command_words import in_words
from domain.dates_in_words import day_in_words, due_in_words
from domain.named import named

YEARS_AHEAD = 20
"""No action is planned further ahead: such a date is a slip of the pen."""


class Refusal(Exception):
    """A rule said no."""

    @property
    def code(self) -> str:
        """The name a program can rely on."""
        return type(self).__name__


class UnknownThing(Refusal):
    """The command names something this audit does not have."""

    noun = "thing"

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"This audit has no {self.noun} {name}: name one of {named(known)}.")


class UnknownAction(UnknownThing):
    noun = "action"


class UnknownStandard(UnknownThing):
    noun = "standard"


class UnknownFinding(UnknownThing):
    noun = "finding"


class WrongPlace(Refusal):
    """The command makes no sense where the thing is now."""


class ActionElsewhere(WrongPlace):
    def __init__(self, action_id: str, status: str, allowed: list[str]) -> None:
        super().__init__(f"Action {action_id} is {status}: this can be asked only while it is {' or '.join(allowed)}.")


class AuditOver(WrongPlace):
    def __init__(self, status: str) -> None:
        super().__init__(f"The audit is {status}: nothing about it can change unless it is reopened.")


class AlreadyMet(WrongPlace):
    def __init__(self, standard: str) -> None:
        super().__init__(f"Standard {standard} has already been shown met: there is nothing left to judge.")


class NotMeasured(WrongPlace):
    def __init__(self, standard: str) -> None:
        super().__init__(f"Standard {standard} is judged by a person, not measured from counts: send a judge command.")


class AlreadyAccepted(WrongPlace):
    def __init__(self, action_id: str) -> None:
        super().__init__(f"Action {action_id} has been accepted by its owner already: start it next.")


class AlreadyAcknowledged(WrongPlace):
    def __init__(self, action_id: str) -> None:
        super().__init__(f"Action {action_id} was acknowledged since it was last chased: do it, or say why it is late.")


class NotAllowed(Refusal):
    def __init__(self, command: str, who: str) -> None:
        super().__init__(f"Only {who} may {in_words(command)}: ask them to do it.")


class Incomplete(Refusal):
    """Something that must be there is missing."""


class NoOwner(Incomplete):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what} has no owner: name the person who must do it.")


class NoDate(Incomplete):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what} has no due date: say by when it must be done.")


class NoOutcome(Incomplete):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what} has no expected outcome: say what will be different for the child.")


class NoEvidence(Incomplete):
    def __init__(self, action_id: str) -> None:
        super().__init__(
            f"Action {action_id} is claimed done without evidence: give at least one reference and a note."
        )


class NoReason(Incomplete):
    def __init__(self, command: str) -> None:
        super().__init__(f"To {in_words(command)} needs a reason: give one.")


class BadDate(Refusal):
    """A date that cannot be."""


class DateInPast(BadDate):
    def __init__(self, what: str, due_at: datetime) -> None:
        super().__init__(f"{what} would be due {due_in_words(due_at)}, which has passed: give a later date.")


class DateTooFar(BadDate):
    def __init__(self, what: str, year: int) -> None:
        super().__init__(f"{what} would be due in the year {year}: give a date within {YEARS_AHEAD} years.")


class DateAfterLimit(BadDate):
    def __init__(self, what: str, limit: datetime) -> None:
        super().__init__(f"{what} must by law be done {due_in_words(limit)}: give that date or an earlier one.")


class PeriodBackwards(BadDate):
    def __init__(self) -> None:
        super().__init__("The period ends before it begins: swap its two dates.")


class PeriodCounted(BadDate):
    def __init__(self, last: date) -> None:
        super().__init__(f"Days up to {day_in_words(last)} are counted already: send a period that begins after that.")


class PeriodNotOver(BadDate):
    def __init__(self, last: date) -> None:
        super().__init__(f"The period ends on {day_in_words(last)}, not over yet: send its counts after that day.")


class Duplicate(Refusal):
    """The same thing is there already."""


class DuplicateAction(Duplicate):
    def __init__(self, action_id: str) -> None:
        super().__init__(f"There is already an action {action_id}: give the new one another id.")


class DuplicateFinding(Duplicate):
    def __init__(self, finding_id: str) -> None:
        super().__init__(f"Finding {finding_id} is there twice: give each finding an id of its own.")


class DuplicateOutcome(Duplicate):
    def __init__(self, action_id: str) -> None:
        super().__init__(
            f"Action {action_id} already has this outcome for this standard: change that one, or say what differs."
        )


class TooManyMet(Refusal):
    def __init__(self, met: int, total: int) -> None:
        super().__init__(f"{met} of {total} cannot have met the standard: correct the counts.")


class SameOwner(Refusal):
    def __init__(self, action_id: str) -> None:
        super().__init__(f"Action {action_id} belongs to that person already: name somebody else.")


class OtherStandard(Refusal):
    def __init__(self, finding_id: str, standard: str) -> None:
        super().__init__(f"Finding {finding_id} is about standard {standard}: name that one, or another finding.")


class NotStarted(Refusal):
    def __init__(self) -> None:
        super().__init__("This audit has not been started: start it first.")
