"""What the rules say no to when something is put right; these belong to the tree of domain/errors.py.

UnknownThing        UnknownGrade, UnknownArea
WrongPlace          StartedBefore, CheckedSince
"""

from domain.errors import UnknownThing, WrongPlace


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
