"""Which snapshot of each calendar counts, and how many open audits count by it or by another."""

from datetime import datetime
from typing import NamedTuple

from api.calendars import counting
from api.policies import Policies
from api.record import Record
from storage import calendars


class Standing(NamedTuple):
    """One calendar: its current snapshot, who took it in and when (None: it is the file in the folder)."""

    calendar: str
    snapshot: str
    by: str | None
    at: datetime | None
    in_folder: str
    """The snapshot that the folder of policies holds."""
    audits: int
    """Open ones that count by the current snapshot."""
    others: dict[str, int]
    """And by which others."""


async def standing(record: Record, policies: Policies) -> list[Standing]:
    """Every calendar that a policy counts by; raises BadInput for a bad file."""
    current, folder = (await counting(record, policies)).calendars(), policies.calendars()
    async with record.database.reading() as connection:
        counts = await calendars.counts(connection)
        kept = {one.calendar: one for one in await calendars.current(connection)}
    return [
        Standing(
            calendar=name,
            snapshot=one.snapshot,
            by=kept[name].by if name in kept else None,
            at=kept[name].at if name in kept else None,
            in_folder=folder[name].snapshot,
            audits=counts.get(one.snapshot, 0),
            others={key: number for key, number in counts.items() if key != one.snapshot and _is_of(name, key)},
        )
        for name, one in sorted(current.items())
    ]


def _is_of(name: str, snapshot: str) -> bool:
    return snapshot.partition("/")[0] == name
