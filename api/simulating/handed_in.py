"""What is simulated: audits of start files, or published inspections, each with the moment it begins."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from api.drafts import Draft, stand_in
from api.errors import BadInput, Place, of_all
from api.lines import Line, read_lines
from api.ofsted.files import Inspections, read_inspections
from api.ofsted.importing import Import
from api.ofsted.inspections import FRAMEWORK
from api.ofsted.placeholders import placeholders
from api.openings import Ground
from api.people_files import check_managers, read_people
from api.policies import Policies
from api.start_files import Handed, Read, draft, read_start_files
from domain.calendar import at_hour
from domain.commands import Opening
from domain.dates_in_words import day_in_words
from domain.directory import Directory, Person
from domain.errors import Refusal
from domain.framework import Framework
from domain.london import DAY
from domain.values import AuditId

LATEST = date(2099, 12, 31)
"""No simulation goes further."""


class Begun(NamedTuple):
    """An audit as it begins."""

    place: Place
    opening: Opening
    at: datetime


class Files(NamedTuple):
    """All that was read, before any policy is looked at."""

    inspections: tuple[Inspections, ...]
    starts: tuple[Handed, ...]
    directory: Directory


def read_files(paths: Sequence[Path], people: Path | None) -> Files:
    """Tells inspections from audits by what they hold; raises BadInput or BadInputs.

    Nobody knows who the people of an inspection are: each authority is given a placeholder for each role.
    """
    of_inspections = [path for path in paths if _holds_inspections(path)]
    read = [read_inspections(path) for path in of_inspections]
    starts = _starts_in([path for path in paths if path not in of_inspections])
    bad = [*(one for inspections in read for one in inspections.bad), *starts.bad, *map(_too_far, read)]
    if found := [*filter(None, bad)]:
        raise of_all(found)
    if starts.good and people is None:
        raise BadInput(starts.good[0].place.file, "nobody says who its people are: add --people FILE.")
    invented = placeholders(one for inspections in read for one in inspections.inspections) if read else []
    everybody = {one.person: one for one in (*invented, *(_people(people) if people else ()))}
    return Files(tuple(read), starts.good, Directory(people=everybody))


def begin(files: Files, policies: Policies, framework: Framework, start: date) -> list[Begun]:
    """Every audit under this framework, by when it begins: an inspection when it was published, any other at `start`.

    Raises BadInput or BadInputs.
    """
    policies = policies.with_framework(framework)
    begun = [
        *(one for read in files.inspections for one in _inspections(read, files.directory, policies, framework)),
        *_starts(files, policies, framework, start),
    ]
    first: dict[AuditId, Begun] = {}
    for one in begun:
        if (before := first.setdefault(one.opening.start.audit_id, one)) is not one:
            raise BadInput(one.place, f"{one.opening.start.audit_id} is already at {before.place}: keep one of them.")
    return sorted(begun, key=lambda one: (one.at, one.opening.start.audit_id))


def _starts_in(paths: Sequence[Path]) -> Read:
    return read_start_files(paths, None) if paths else Read((), ())


def _too_far(read: Inspections) -> BadInput | None:
    """What lies centuries ahead is a slip, and no calendar counts so far."""
    far = [place for place, one in read.placed.items() if one.published > LATEST]
    return BadInput(far[0], f"published: it is after {day_in_words(LATEST)}: correct the date.") if far else None


def _people(path: Path) -> list[Person]:
    loaded = read_people(path)
    check_managers(loaded, {one.person: one for one in loaded.values()})
    return [*loaded.values()]


def _holds_inspections(path: Path) -> bool:
    line = next((one for one in read_lines(path) if isinstance(one, Line)), None)
    try:
        return line is not None and "inspection_id" in json.loads(line.text)
    except (ValueError, TypeError):
        return False


def _inspections(read: Inspections, directory: Directory, policies: Policies, framework: Framework) -> Iterator[Begun]:
    if framework.framework != FRAMEWORK:
        first = next(iter(read.placed))
        raise BadInput(first, f"an inspection is audited by {FRAMEWORK}: simulate it by a policy of that framework.")
    last = max(one.published_at for one in read.inspections)
    drafts = Import(read, Ground(policies, directory, last + DAY), is_past=True).drafts()
    yield from (_begun(one, last) for one in drafts)


def _starts(files: Files, policies: Policies, framework: Framework, start: date) -> Iterator[Begun]:
    at = at_hour(start, framework.hour)
    ground = Ground(policies, files.directory, at)
    for place, form in files.starts:
        yield _begun(draft(Handed(place, form.model_copy(update={"framework": framework.framework})), ground, None), at)


def _begun(one: Draft, start: datetime) -> Begun:
    try:
        opening = one.build(stand_in)
    except (Refusal, ValueError) as refusal:
        raise BadInput(one.place, str(refusal)) from None
    return Begun(one.place, opening, opening.since or start)
