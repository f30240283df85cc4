"""What London's clocks show, and the instants at which its days begin and end."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)


class MomentWithoutZone(ValueError):
    """A date and time that could be two different instants."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment
        super().__init__(f"{moment.isoformat()} names no time zone: add one, such as Z or +01:00")


def in_utc(moment: datetime) -> datetime:
    """The same instant in UTC, where adding hours is adding elapsed hours; raises MomentWithoutZone."""
    if moment.utcoffset() is None:
        raise MomentWithoutZone(moment)
    return moment.astimezone(UTC)


def in_london(moment: datetime) -> datetime:
    """The same instant as London's clocks show it; raises MomentWithoutZone."""
    return in_utc(moment).astimezone(LONDON)


def local_day(moment: datetime) -> date:
    """The date in London at that instant; raises MomentWithoutZone."""
    return in_london(moment).date()


def at_hour(day: date, hour: time) -> datetime:
    """The instant, in UTC, of a wall-clock hour: shown twice, the first; skipped, an hour later."""
    return datetime.combine(day, hour.replace(fold=0), LONDON).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """The first instant, in UTC, of the next day: a date is due until then."""
    return at_hour(day + DAY, time.min)


def due_day(due_at: datetime) -> date:
    """The day people name for a due instant: the one its last moment belongs to."""
    return local_day(in_utc(due_at) - timedelta.resolution)
