"""The days off that count now: of the folder of policies, unless another snapshot of them was taken in."""

from collections.abc import Callable, Mapping
from datetime import date

from domain.calendar import Calendar
from domain.framework import Framework

Calendars = Callable[[Framework, date], Calendar]
"""The days off of a framework, from shortly before a day on."""


def current(calendars: Calendars, snapshots: Mapping[str, Calendar]) -> Calendars:
    """The same, by the snapshots that were taken in last."""

    def calendar(framework: Framework, since: date) -> Calendar:
        in_folder = calendars(framework, since)
        return snapshots.get(in_folder.name, in_folder).since(since)

    return calendar
