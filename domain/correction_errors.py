"""What the rules say no to when something is put right; these belong to the tree of domain/errors.py.

UnknownThing        UnknownGrade, UnknownArea
WrongPlace          StartedBefore
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
