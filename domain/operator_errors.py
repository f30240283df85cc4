"""What the rules say no to when an operator asks; these belong to the tree of domain/errors.py.

WrongPlace          NothingTold, SameVersion, OtherFramework, LacksStandard, LacksGrade, FewerCycles, SameCalendar,
                    OtherCalendar, HolidayDropped
Incomplete          NoRules, NoCalendar
UnknownVersion
"""

from datetime import date

from domain.dates_in_words import day_in_words
from domain.errors import Incomplete, Refusal, WrongPlace
from domain.named import named


class NothingTold(WrongPlace):
    def __init__(self) -> None:
        super().__init__("Nobody has been told yet that anything here is late: there is nobody to find again.")


class SameVersion(WrongPlace):
    def __init__(self, version: int) -> None:
        super().__init__(f"The audit goes by version {version} of its rules already: name another.")


class OtherFramework(WrongPlace):
    def __init__(self, framework: str, other: str) -> None:
        super().__init__(f"The audit goes by the framework {framework}, not {other}: name a version of its own.")


class LacksStandard(WrongPlace):
    def __init__(self, version: int, standard: str) -> None:
        super().__init__(
            f"Version {version} lacks the standard {standard}, which the audit uses: name another version."
        )


class LacksGrade(WrongPlace):
    def __init__(self, version: int, grade: str) -> None:
        super().__init__(f"Version {version} lacks the grade {grade}, which the audit has: name another version.")


class FewerCycles(WrongPlace):
    def __init__(self, version: int, cycles: int, cycle: int) -> None:
        super().__init__(
            f"Version {version} ends after {cycles} cycles, and the audit is in cycle {cycle}: name another version."
        )


class NoRules(Incomplete):
    def __init__(self, version: int) -> None:
        super().__init__(
            f"To replan needs the rules of version {version}: send the command through a door that adds them."
        )


class UnknownVersion(Refusal):
    def __init__(self, framework: str, version: int, known: list[int]) -> None:
        versions = named([str(one) for one in sorted(known)])
        super().__init__(f"There is no version {version} of {framework}: name one of {versions}.")


class NoCalendar(Incomplete):
    def __init__(self) -> None:
        super().__init__("To update the calendar needs its new snapshot: send the command through a door that adds it.")


class SameCalendar(WrongPlace):
    def __init__(self, snapshot: str) -> None:
        super().__init__(f"The audit counts by the snapshot {snapshot} already: there is nothing to update.")


class OtherCalendar(WrongPlace):
    def __init__(self, calendar: str, other: str) -> None:
        super().__init__(f"The audit counts by the calendar {calendar}, not {other}: give a snapshot of its own.")


class HolidayDropped(WrongPlace):
    def __init__(self, snapshot: str, day: date) -> None:
        super().__init__(
            f"{snapshot} drops {day_in_words(day)}, a day off that has been used already: keep it in the file."
        )
