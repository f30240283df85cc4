"""What the rules say no to about a complaint; these belong to the tree of domain/errors.py.

WrongPlace          NotAComplaint, NothingToExtend, AlreadyExtended, TooLateToExtend
Incomplete          NoPoints, NotAnswered
BadDate             NotReceivedYet, DateOfTheLaw
AnswerContradicts
"""

from datetime import date, datetime

from domain.dates_in_words import day_in_words, due_in_words
from domain.errors import BadDate, Incomplete, Refusal, WrongPlace


class NotAComplaint(WrongPlace):
    def __init__(self) -> None:
        super().__init__(
            "This is no complaint, or its policy does not say how soon complaints are answered: say nothing here of "
            "receiving, answering or extending one."
        )


class NothingToExtend(WrongPlace):
    def __init__(self) -> None:
        super().__init__(
            "No complaint waits for its response in this audit, so there is nothing to extend: for more time for an "
            "action its owner gives `ask-extension`."
        )


class AlreadyExtended(WrongPlace):
    def __init__(self, due_at: datetime) -> None:
        super().__init__(f"The response was extended once already and is due {due_in_words(due_at)}: give it by then.")


class TooLateToExtend(WrongPlace):
    def __init__(self, due_at: datetime) -> None:
        super().__init__(f"The response was due {due_in_words(due_at)}, which has passed: give it now, late as it is.")


class NoPoints(Incomplete):
    def __init__(self) -> None:
        super().__init__("The response answers no point of the complaint: give each point and what is said of it.")


class NotAnswered(Incomplete):
    def __init__(self, finding_id: str) -> None:
        super().__init__(f"Point {finding_id} is not answered: say upheld, partly_upheld or not_upheld.")


class NotReceivedYet(BadDate):
    def __init__(self, received_on: date) -> None:
        super().__init__(
            f"The complaint would be received on {day_in_words(received_on)}, a day to come: give the day it came."
        )


class DateOfTheLaw(BadDate):
    def __init__(self, due_at: datetime) -> None:
        super().__init__(f"The complaint must be answered {due_in_words(due_at)}: leave the date of its return out.")


class AnswerContradicts(Refusal):
    def __init__(self, finding_id: str) -> None:
        super().__init__(
            f"Point {finding_id} says one thing as an answer and another as a finding: upheld is not met, not upheld "
            "is met."
        )
