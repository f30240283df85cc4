"""What the rules say no to before an audit is returned; these belong to the tree of domain/errors.py.

WrongPlace          NotReturned, NotAllocated, AlreadyAllocated, AlreadyReturned, NeverPlanned, NotAsPlanned
Incomplete          NoViews, NoWorkerWord
OwnTeam
SameAuditor
"""

from domain.errors import Incomplete, Refusal, WrongPlace


class NotReturned(WrongPlace):
    def __init__(self, status: str) -> None:
        super().__init__(f"The audit is {status} and not returned yet: this can be asked once it is.")


class NotAllocated(WrongPlace):
    def __init__(self) -> None:
        super().__init__("The audit is planned and nobody makes it yet: allocate it first.")


class AlreadyAllocated(WrongPlace):
    def __init__(self, auditor: str) -> None:
        super().__init__(f"The audit is allocated to {auditor} already: reallocate it, with a reason.")


class AlreadyReturned(WrongPlace):
    def __init__(self) -> None:
        super().__init__(
            "The audit has been returned, once and for all: put right what was entered wrongly with `act AUDIT amend`."
        )


class NeverPlanned(WrongPlace):
    def __init__(self) -> None:
        super().__init__(
            "The audit was started as one that was made already, with all it found: there is no plan of it to return; "
            "put right what was entered wrongly with `act AUDIT amend`."
        )


class NotAsPlanned(WrongPlace):
    def __init__(self, framework: str, version: int) -> None:
        super().__init__(
            f"The audit was planned by version {version} of {framework}: send its return through a door that adds it."
        )


class NoViews(Incomplete):
    def __init__(self, whose: str) -> None:
        super().__init__(f"The return does not say how the {whose}'s views were sought: say how, or why not.")


class NoWorkerWord(Incomplete):
    def __init__(self) -> None:
        super().__init__("The return does not say whether the worker took part: say yes, or why not.")


class OwnTeam(Refusal):
    def __init__(self, auditor: str, team: str) -> None:
        super().__init__(f"{auditor} works in {team}, the team that is audited: name somebody of another team.")


class SameAuditor(Refusal):
    def __init__(self, auditor: str) -> None:
        super().__init__(f"The audit is allocated to {auditor} already: name somebody else.")
