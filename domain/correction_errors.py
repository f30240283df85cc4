"""What the rules say no to when something is put right; these belong to the tree of domain/errors.py.

UnknownThing        UnknownGrade, UnknownArea
WrongPlace          StartedBefore, CheckedSince, NothingAmended, StillOpen, NeverReturned
Incomplete          AmendsMore, NothingUnmet
"""

from domain.errors import Incomplete, UnknownThing, WrongPlace


class UnknownGrade(UnknownThing):
    noun = "grade"


class UnknownArea(UnknownThing):
    noun = "graded area"


class StartedBefore(WrongPlace):
    def __init__(self) -> None:
        super().__init__(
            "The audit was started before its grades and findings could be put right: withdraw it and start it again."
        )


class CheckedSince(WrongPlace):
    def __init__(self, action_id: str, standard: str) -> None:
        super().__init__(
            f"Standard {standard} was checked after action {action_id} was verified: add an action for what is left."
        )


class NothingAmended(WrongPlace):
    def __init__(self) -> None:
        super().__init__("It stands so already: say what is to be another than it is.")


class AmendsMore(Incomplete):
    def __init__(self) -> None:
        super().__init__("Amend one finding, one action, the subject or the grades at a time: give one for each.")


class StillOpen(WrongPlace):
    def __init__(self, status: str) -> None:
        super().__init__(f"The audit is {status}: only one that is closed or withdrawn can be reopened.")


class NeverReturned(WrongPlace):
    def __init__(self) -> None:
        super().__init__("The audit was withdrawn before it was returned: plan another.")


class NothingUnmet(Incomplete):
    def __init__(self) -> None:
        super().__init__("Every standard of the audit was shown met: name the one that is not met after all.")
