"""What the rules say no to when something is put right; these belong to the tree of domain/errors.py.

UnknownThing        UnknownGrade, UnknownArea
WrongPlace          StartedBefore, CheckedSince, NothingAmended
Incomplete          AmendsMore
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
