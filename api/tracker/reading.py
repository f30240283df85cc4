"""Reading a tracker as a whole: its mapping, its sheet, and every row, before anything is looked up or begun."""

from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

from api.errors import BadInput
from api.policies import Policies, UnknownFramework
from api.sheets.reading import sheet
from api.tracker.columns import columns_of
from api.tracker.entries import RowRead
from api.tracker.groups import Grouped, grouped
from api.tracker.mapping import Mapping, read_mapping
from api.tracker.names import CLAIMED, STATUSES, VERIFIED, Vocabulary
from api.tracker.openings import Tracker
from api.tracker.people import Names
from api.tracker.rows import Rows, Ways
from domain.calendar import local_day
from domain.directory import Directory
from domain.framework import Framework

Heard = Callable[[int], None]
"""Hears how many rows were read."""
EVERY = 500
"""Rows between two times that it hears."""


class Asked(NamedTuple):
    """What is to be taken in: a file, its mapping, and what wins over what the mapping says."""

    file: Path
    mapping: Path
    sheet: str | None = None
    policy: str | None = None


class TrackerRead(NamedTuple):
    """What came of reading."""

    tracker: Tracker
    framework: Framework
    grouped: Grouped


def read_tracker(asked: Asked, policies: Policies, directory: Directory, now: datetime, heard: Heard) -> TrackerRead:
    """All of a tracker; raises BadInput for a mapping or a file that cannot be used at all."""
    mapping = read_mapping(asked.mapping)
    _check(mapping, asked.mapping)
    framework = _framework(asked, mapping, policies)
    named = asked.sheet or mapping.sheet
    with sheet(asked.file, named=named, header_row=mapping.header_row) as one:
        columns = columns_of(mapping, one.headings, one.name)
        names = Names(directory, mapping.people, now)
        ways = Ways(mapping, Vocabulary(framework, names.teams), names, local_day(now))
        rows = Rows(columns, ways)

        def read() -> Iterator[RowRead]:
            for number, row in enumerate(one.rows):
                if number % EVERY == 0:
                    heard(number)
                yield rows.read(row)

        whole = grouped(read(), takes_finished=mapping.finished_audits == "taken")
        shown = {what: column.shown for what, column in columns.items()}
        return TrackerRead(Tracker(asked.file.name, one.name, _digest(asked.file)), framework, _named(whole, shown))


def _named(whole: Grouped, shown: dict[str, str]) -> Grouped:
    """The slips by the columns as the sheet calls them."""
    return whole._replace(slips=tuple(one._replace(column=shown.get(one.column, one.column)) for one in whole.slips))


def _framework(asked: Asked, mapping: Mapping, policies: Policies) -> Framework:
    try:
        return policies.framework(asked.policy or mapping.framework)
    except UnknownFramework as error:
        where = "--policy" if asked.policy else str(asked.mapping)
        raise BadInput(where, str(error)) from None


def _check(mapping: Mapping, path: Path) -> None:
    """Raises BadInput for words of a status that mean nothing, or that need something the mapping does not name."""
    source = mapping.action.status
    meant = {*source.words.values(), *filter(None, (source.otherwise, source.always))}
    if unknown := sorted(meant - {*STATUSES}):
        raise BadInput(str(path), f"action.status: {unknown[0]} is no status: write one of {', '.join(STATUSES)}.")
    needed = {CLAIMED: ("done_on",), VERIFIED: ("done_on", "verified_by")}
    for status, others in needed.items():
        for name in others:
            if status in meant and getattr(mapping.action, name) is None:
                raise BadInput(str(path), f"action.{name}: {status} actions need it: say where it is.")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
