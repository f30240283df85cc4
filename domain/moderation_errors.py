"""What the rules say no to in moderation and disputes; these belong to the tree of domain/errors.py.

WrongPlace          NotInModeration, AlreadyModerated, AlreadyDrawn, NotDisputable, AlreadyDisputed, DisputeSettled,
                    NothingDisputed
BadDate             DisputeTooLate
Incomplete          NoGrade
"""

from datetime import datetime

from domain.dates_in_words import due_in_words
from domain.errors import BadDate, Incomplete, WrongPlace


class NotInModeration(WrongPlace):
    def __init__(self) -> None:
        super().__init__("The audit was not chosen for moderation: dispute its grade if it is wrong.")


class AlreadyModerated(WrongPlace):
    def __init__(self) -> None:
        super().__init__("The audit has its second grade already: dispute its grade if it is wrong.")


class AlreadyDrawn(WrongPlace):
    def __init__(self) -> None:
        super().__init__("Whether the audit is moderated has been drawn already, or its rules know no moderation.")


class NotDisputable(WrongPlace):
    def __init__(self) -> None:
        super().__init__("The audit's rules know no disputes: speak to its auditor.")


class AlreadyDisputed(WrongPlace):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is disputed already: wait for the decision.")


class DisputeSettled(WrongPlace):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what} has been disputed before, and that was decided: it cannot be disputed again.")


class NothingDisputed(WrongPlace):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is not disputed: there is nothing to decide.")


class DisputeTooLate(BadDate):
    def __init__(self, what: str, until: datetime) -> None:
        super().__init__(f"{what} could be disputed {due_in_words(until)}: ask for it to be put right instead.")


class NoGrade(Incomplete):
    def __init__(self) -> None:
        super().__init__("A disputed grade that is upheld needs the grade it should be: name one.")
