"""`python -m bench.soak tracker`: a tracker of 2,000 rows is taken in, and one of 50,000 rehearsed."""

import resource
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from time import monotonic

from api.engine import Engine
from api.people_files import read_people
from api.policies import Policies
from api.record import Record
from api.sending import Patience
from api.starting import Starting
from api.tracker.importing import Importing, Taken
from api.tracker.reading import Asked
from bench.ground import ground, working
from domain.calendar import local_day
from domain.directory import Directory, Person
from runtime.settings import CHECKOUT
from samples.trackers import cast_of, lines, write
from storage.database import Database
from storage.texts import Chance
from tests.activities.records import rows

REAL, DRY = 2_000, 50_000
BROKEN = 0.02
MOST_MEGABYTES = 1_000


def now() -> datetime:
    return datetime.now(UTC)


def a_tracker(folder: Path, number: int, people: list[Person]) -> Asked:
    """A workbook of so many rows, some of which cannot be read."""
    asked = Asked(folder / f"tracker-{number}.xlsx", CHECKOUT / "samples" / "tracker.yaml")
    cast = cast_of(Directory(people={one.person: one for one in people}))
    write(asked.file, lines(number, 2026, cast, broken=BROKEN, last=local_day(now()) - timedelta(days=10)))
    return asked


async def soak() -> bool:
    """Takes one tracker in, twice, and rehearses a larger one; prints the figures. Did all agree?"""
    people = list(read_people(CHECKOUT / "samples" / "people.jsonl").values())
    async with ground(people) as on, working(on, "ours"):
        record = Record(on.database, Chance(lambda: token_hex(8), lambda: token_hex(8)))
        policies = Policies(CHECKOUT / "policies")
        importing = Importing(record, policies, now, lambda _, __, ___: None)
        starting = Starting(Engine(on.client, record, Patience()), record, policies, now)
        with TemporaryDirectory() as name:
            small, large = (a_tracker(Path(name), number, people) for number in (REAL, DRY))
            await _rehearsed(importing, large)
            megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            taken = await _rehearsed(importing, small)
            began = monotonic()
            await importing.begin(taken, starting)
            print(f"  {len(taken.begun)} audits begun and recorded in {monotonic() - began:.1f} s")
            again = await _rehearsed(importing, small)
            is_whole = await _is_as_said(on.database, taken) and not (again.begun or again.otherwise)
    print(f"  rehearsing {DRY:,} rows, this program held at most {megabytes:.0f} MB (limit {MOST_MEGABYTES:,})")
    print(f"  the tables hold what the tracker says, and the second time nothing began: {is_whole}")
    return is_whole and megabytes <= MOST_MEGABYTES


async def _rehearsed(importing: Importing, asked: Asked) -> Taken:
    began = monotonic()
    taken = await importing.rehearse(asked)
    whole = taken.read.grouped
    print(
        f"  {whole.rows:,} rows rehearsed in {monotonic() - began:.1f} s: {len(taken.begun):,} audits begin, "
        f"{len(taken.already):,} are there, {len(whole.finished):,} are finished, {len(taken.held_back):,} kept back "
        f"for {len({one.row for one in taken.slips}):,} rows that cannot be read; {whole.left_out:,} rows left out"
    )
    return taken


async def _is_as_said(database: Database, taken: Taken) -> bool:
    """Is each row that was taken in one action, and is nobody written to but about what is urgent?"""
    [found] = await rows(
        database,
        "select (select count(*) from audits) as audits, (select count(*) from actions) as actions, "
        "(select count(*) from actions where status in ('open', 'in progress') and due_at < now()) as overdue, "
        "(select count(*) from outbox where state <> 'past') as notices_to_send, "
        "(select count(*) from outbox o join actions a using (audit_id, action_id) "
        "where state <> 'past' and is_safety) as of_those_about_urgent_actions",
    )
    print("  the tables: " + ", ".join(f"{number:,} {what}" for what, number in found.items()))
    actions = sum(len(audit.entries) for audit in taken.begun)
    is_quiet = found["notices_to_send"] == found["of_those_about_urgent_actions"]
    return is_quiet and (found["audits"], found["actions"]) == (len(taken.begun), actions)
