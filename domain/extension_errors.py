"""What the rules say no to about an action's clock; these belong to the tree of domain/errors.py.

WrongPlace          NothingAsked, AlreadyAsked, NoExtensionLeft, NoPauseLeft, AlreadyPaused, NotPaused, Waits,
                    NotWaiting, OtherFinished, WaitLoops
BadDate             NotLater, TooMuchTime, PauseTooLong
SafetyRuns
LawRuns
"""

from datetime import datetime

from domain.dates_in_words import due_in_words
from domain.errors import BadDate, Refusal, WrongPlace
from domain.named import named


class NothingAsked(WrongPlace):
    def __init__(self, action_id: str) -> None:
        super().__init__(f"Nobody waits for more time for action {action_id}: there is nothing to decide.")


class AlreadyAsked(WrongPlace):
    def __init__(self, action_id: str) -> None:
        super().__init__(f"More time for action {action_id} is asked for already: have that decided first.")


class NoExtensionLeft(WrongPlace):
    def __init__(self, action_id: str, most: int) -> None:
        times = "once" if most == 1 else f"{most} times"
        super().__init__(f"The date of action {action_id} may be moved {times} at most: do it, or say why it is late.")


class NoPauseLeft(WrongPlace):
    def __init__(self, action_id: str) -> None:
        super().__init__(f"Action {action_id} has been paused for as long as the framework allows: go on with it.")


class AlreadyPaused(WrongPlace):
    def __init__(self, action_id: str) -> None:
        super().__init__(f"Action {action_id} is paused: resume it first.")


class NotPaused(WrongPlace):
    def __init__(self, action_id: str) -> None:
        super().__init__(f"Action {action_id} is not paused: there is nothing to resume.")


class Waits(WrongPlace):
    def __init__(self, action_id: str, other: str) -> None:
        super().__init__(f"Action {action_id} waits for {other} and its clock does not run: end the wait first.")


class NotWaiting(WrongPlace):
    def __init__(self, action_id: str) -> None:
        super().__init__(f"Action {action_id} waits for no other: its clock is running.")


class OtherFinished(WrongPlace):
    def __init__(self, other: str) -> None:
        super().__init__(f"Action {other} is finished: there is nothing to wait for.")


class WaitLoops(WrongPlace):
    def __init__(self, actions: list[str]) -> None:
        super().__init__(f"These actions would wait for each other for ever, {named(actions)}: leave one of them out.")


class NotLater(BadDate):
    def __init__(self, action_id: str, due_at: datetime) -> None:
        super().__init__(f"Action {action_id} is due {due_in_words(due_at)} as it is: ask for a later date.")


class TooMuchTime(BadDate):
    def __init__(self, action_id: str, latest: datetime) -> None:
        super().__init__(
            f"The date of action {action_id} may move to {due_in_words(latest)} at most: ask for that or less."
        )


class PauseTooLong(BadDate):
    def __init__(self, action_id: str, latest: datetime) -> None:
        super().__init__(f"Action {action_id} must go on {due_in_words(latest)}: give an earlier day.")


class SafetyRuns(Refusal):
    def __init__(self, action_id: str) -> None:
        super().__init__(f"Action {action_id} is a safety concern, and its hours run on: do it, or have it reassigned.")


class LawRuns(Refusal):
    def __init__(self, action_id: str) -> None:
        super().__init__(f"The date of action {action_id} is set by law and waits for nothing: do it in time.")
