"""A change of the bank holidays at the terminal: what would move, what moved, and that it happens once."""

import asyncio
import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

import starter
from api.calendars import counting
from api.errors import Place
from api.openings import Ground
from api.policies import Policies
from api.start_files import Handed, draft
from domain.events import ActionReplanned, CalendarUpdated
from domain.london import local_day
from runtime.settings import CHECKOUT
from storage.operations import operations
from storage.verifying import verify
from tests.activities.records import log_of
from tests.api.conftest import now
from tests.api.council import POLICIES, a_form
from tests.api.house import House
from tests.api.terminal import Said, Terminal

FILE = POLICIES / "calendars" / "england_and_wales.json"
KNOWN: dict[str, Any] = json.loads(FILE.read_text())


def coming(ahead: int = 4) -> date:
    """A working day that lies so far ahead, at least."""
    day = local_day(datetime.now(UTC)) + timedelta(days=ahead)
    while day.weekday() > 4 or day.isoformat() in KNOWN["days"]:
        day += timedelta(days=1)
    return day


NEW = coming()


def written(folder: Path, *, without: str = "", **changes: Any) -> Path:
    """The next snapshot, with one more day off, as a file."""
    days = {key: name for key, name in KNOWN["days"].items() if key != without}
    said = {**KNOWN, "snapshot": "2999-01", "days": {**days, NEW.isoformat(): "A coronation"}, **changes}
    file = folder / "calendar.json"
    file.write_text(json.dumps(said))
    return file


class Desk:
    """A terminal beside a council with some audits, and an operator at it."""

    def __init__(self, terminal: Terminal, house: House) -> None:
        self._terminal, self.house, self.audits = terminal, house, [f"north-{uuid4().hex[:8]}" for _ in range(3)]

    async def type(self, *words: str | Path) -> Said:
        return await asyncio.to_thread(self._terminal.type, *words)

    async def update(self, file: Path, *words: str) -> Said:
        return await self.type("calendar", "update", file, "--by", "otto", *words)

    async def answer(self, file: Path, *words: str) -> Any:
        said = await self.update(file, "--json", *words)
        assert (said.status, said.err) == (0, "")
        return json.loads(said.out)


@pytest.fixture
async def desk(
    house: House,
    worker: object,  # noqa: ARG001 - somebody must do the work
    migrated_database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Desk:
    monkeypatch.setenv("DATABASE_URL", migrated_database_url)
    monkeypatch.setenv("TEMPORAL_ADDRESS", house.client.service_client.config.target_host)
    monkeypatch.setenv("SMTP_URL", "smtp://127.0.0.1:1")
    desk = Desk(Terminal(starter.app, capsys), house)
    for audit_id in desk.audits:
        await house.start(audit_id)
    return desk


async def test_a_look_shows_what_would_move_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    before = await log_of(desk.house.record.database, desk.audits[0])

    shown = await desk.answer(written(tmp_path), "--dry-run")
    said = await desk.update(written(tmp_path), "--dry-run")

    dates = [one for one in shown["moves"] if one["what"] == "action"]
    assert (shown["audits"], shown["already"], shown["rehearsal"]) == (3, 0, True)
    assert shown["added"] == [NEW.isoformat()]
    assert sum(one["number"] for one in dates) == 6
    assert {one["audit_id"] for one in shown["dates"]} == {*desk.audits}
    assert "3 open audits would count by it: 6 dates and " in said.out
    assert await log_of(desk.house.record.database, desk.audits[0]) == before
    assert await desk.house.record.calendars() == {}


async def test_every_open_audit_is_moved_once_and_the_second_time_none(desk: Desk, tmp_path: Path) -> None:
    file, database = written(tmp_path), desk.house.record.database
    first = await desk.answer(file, "--yes")
    logs = [await log_of(database, one) for one in desk.audits]
    again = await desk.answer(file, "--yes")

    assert first["moved"] == {"audits": 3, "dates": 6, "silent": []}
    assert again["moved"] == {"audits": 0, "dates": 0, "silent": []}
    assert again["already"] == 3
    for log in logs:
        [updated] = [event for event in log if isinstance(event, CalendarUpdated)]
        assert (updated.added, updated.by, updated.before) == ((NEW,), "otto", "england-and-wales/2026-11")
        assert len([event for event in log if isinstance(event, ActionReplanned)]) == 2
    assert [await log_of(database, one) for one in desk.audits] == logs
    assert await verify(database) == []
    [noted] = [one for one in await operations(database, "england-and-wales") if one.verb == "update_calendar"]
    assert (noted.person, noted.outcome["audits"]) == ("otto", 3)


async def test_what_starts_from_then_on_counts_by_the_new_one(desk: Desk, tmp_path: Path) -> None:
    await desk.answer(written(tmp_path), "--yes")
    form = a_form(framework="childrens_social_care", audit_id=f"later-{uuid4().hex[:8]}")
    record = desk.house.record
    ground = Ground(await counting(record, Policies(POLICIES)), await record.directory(), now())
    handed = draft(Handed(Place("audits.jsonl", 1), form), ground, None)
    await desk.house.starting.start([handed], skip_bad=False, progress=lambda *_: None)
    carried = await record.carried(form.audit_id)
    assert carried
    assert carried.audit.rules.calendar.snapshot == "england-and-wales/2999-01"
    show = json.loads((await desk.type("calendar", "show", "--json")).out)
    assert [(one["snapshot"], one["audits"], one["others"]) for one in show] == [("england-and-wales/2999-01", 4, {})]


async def test_an_audit_that_was_started_meanwhile_by_the_old_one_is_found_and_moved(
    desk: Desk, tmp_path: Path
) -> None:
    file, late = written(tmp_path), f"late-{uuid4().hex[:8]}"
    await desk.answer(file, "--yes")
    await desk.house.start(late)  # by a door that had read the calendar before

    show = await desk.type("calendar", "show")
    again = await desk.answer(file, "--yes")

    assert "1 open audit by england-and-wales/2026-11: `starter.py calendar update FILE` moves them." in show.out
    assert (again["already"], again["audits"], again["moved"]["audits"]) == (3, 1, 1)


async def test_it_asks_before_it_moves_anything(desk: Desk, tmp_path: Path) -> None:
    said = await desk.update(written(tmp_path))

    assert (said.status, said.err) == (
        2,
        "calendar update: it asks before it moves anything: add --yes, or --dry-run to look.\n",
    )
    assert await desk.house.record.calendars() == {}


async def test_whoever_may_not_operate_is_told_whom_to_ask_before_anything_changes(desk: Desk, tmp_path: Path) -> None:
    said = await desk.type("calendar", "update", written(tmp_path), "--by", "dee", "--yes")

    stranger = await desk.type("calendar", "update", written(tmp_path), "--by", "nobody", "--yes")

    assert (said.status, "Only an operator may update the calendar" in said.err) == (1, True)
    assert (stranger.status, "nobody is not in the directory" in stranger.err) == (1, True)
    assert await desk.house.record.calendars() == {}


async def test_nor_may_they_while_there_is_no_audit_that_could_say_so(desk: Desk, tmp_path: Path) -> None:
    file = written(tmp_path)
    await desk.answer(file, "--yes")

    said = await desk.type("calendar", "update", file, "--by", "dee", "--yes")

    assert (said.status, said.err) == (1, "Only an operator may update the calendar: ask them to do it.\n")


async def test_an_audit_that_is_moved_by_another_hand_meanwhile_stops_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, late = written(tmp_path), f"late-{uuid4().hex[:8]}"
    await desk.answer(file, "--yes")
    await desk.house.start(late)
    moved = await desk.type("act", late, "update-calendar", "--by", "otto")

    async def read_before(*_: object) -> list[str]:
        return [late]

    monkeypatch.setattr("storage.calendars.others", read_before)
    again = await desk.answer(file, "--yes")

    assert (moved.status, again["moved"]["audits"]) == (0, 0)


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "not a calendar": ({"days": "none"}, "The calendar cannot be read: put right days"),
    "a day after its end": ({"until": "2028-01-01"}, "lies after until"),
    "another calendar": ({"calendar": "scotland"}, "no policy counts by scotland: there is england-and-wales."),
    "an older one": ({"snapshot": "2026-10"}, "its snapshot 2026-10 is older than 2026-11, the current one."),
    "other days under one name": ({"snapshot": "2026-11"}, "2026-11 is current with other days"),
    "no date for a name": ({"snapshot": "new"}, "its snapshot is called new: call it by its date, as 2026-12."),
    "fewer years": (
        {"until": "2027-12-31", "days": {key: name for key, name in KNOWN["days"].items() if key < "2028"}},
        "it knows the days off no longer than before, until Sunday 31 December 2028",
    ),
    "a day that was used": ({"without": "2026-08-31"}, "it drops Monday 31 August 2026, a day off that has been used"),
}


async def test_a_file_that_cannot_be_taken_in_is_refused_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    for changes, sentence in REFUSED.values():
        said = await desk.update(written(tmp_path, **changes), "--yes")

        assert (said.status, said.out) == (2, "")
        assert sentence in said.err
    missing = await desk.update(tmp_path / "none.json", "--yes")

    assert (missing.status, "it is not there, or no text in UTF-8" in missing.err) == (2, True)
    assert await desk.house.record.calendars() == {}


def test_every_door_that_begins_audits_counts_by_the_current_calendar() -> None:
    """Only a simulation goes by the files alone: it asks no record."""
    doors = [one for one in (CHECKOUT / "api").rglob("*.py") if re.search(r"\bGround\(", one.read_text())]
    beginning = [one for one in doors if one.name != "openings.py" and one.parent.name != "simulating"]

    assert len(beginning) >= 6
    assert [one.name for one in beginning if "await counting(" not in one.read_text()] == []
