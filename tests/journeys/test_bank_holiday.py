"""A bank holiday is announced late: open dates move in every audit, people hear of it, and first dates still count."""

import json
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from itertools import count
from pathlib import Path

import pytest

from api.calendar_change import Change, Changing
from api.calendar_tour import Moved
from api.figures import counted
from api.policies import Policies
from api.record import Record
from api.snapshots import Snapshot
from api.story import story
from domain.events import AuditReturned
from domain.london import local_day
from storage.texts import Chance
from tests.journeys.conftest import now
from tests.journeys.council import Council
from tests.journeys.proof import Post
from tests.journeys.scenes import AUDITOR, HEAD, OWNER, an_audit
from tests.journeys.scenes import story as kinds
from tests.journeys.test_returned import a_plan, a_return
from tests.workflows.scenes import POLICIES

OPERATOR = "p-7"
KNOWN = json.loads((POLICIES / "calendars" / "england_and_wales.json").read_text())


def coming() -> date:
    """The next working day but a few, on which nobody will work after all."""
    day = local_day(datetime.now(UTC)) + timedelta(days=4)
    while day.weekday() > 4 or day.isoformat() in KNOWN["days"]:
        day += timedelta(days=1)
    return day


class Town:
    """Where the new snapshot is taken in."""

    def __init__(self, council: Council, folder: Path) -> None:
        self._council, self._file = council, folder / "holidays.json"
        said = {**KNOWN, "snapshot": "2999-01", "days": {**KNOWN["days"], coming().isoformat(): "A coronation"}}
        self._file.write_text(json.dumps(said))
        numbers = count(1)
        record = Record(council.database, Chance(lambda: f"c-{next(numbers)}", lambda: "salt"))
        self._changing = Changing(record, Policies(POLICIES), now, lambda *_: None)

    async def look(self) -> Change:
        return await self._changing.change(await self._read(), OPERATOR)

    async def announce(self) -> Moved:
        return await self._changing.carry_out(await self._read(), OPERATOR, self._council.engine)

    async def _read(self) -> Snapshot:
        return await self._changing.read(self._file)


@pytest.fixture
def town(council: Council, tmp_path: Path) -> Town:
    return Town(council, tmp_path)


def mail_about(post: Post, title: str, audit_id: str) -> EmailMessage:
    [mail] = [one for one in post.office.mails if title in one["Subject"] and audit_id in one["Subject"]]
    return mail


async def told(council: Council, audit_id: str) -> str:
    record = Record(council.database, Chance(lambda: "none", lambda: "salt"))
    async with council.database.transaction() as connection:
        return "\n".join(one.text for one in await story(connection, await record.directory(), audit_id))


async def test_a_bank_holiday_announced_late_moves_what_is_open_and_people_hear_of_it(
    council: Council, post: Post, town: Town
) -> None:
    for name in ("acting", "other"):
        await council.start(an_audit(name))
    before = (await council.value("acting")).actions["a-1"]

    seen = await town.look()
    first = await town.announce()
    again = await town.announce()
    after = (await council.value("acting")).actions["a-1"]
    await post.deliver()

    assert (seen.added, len(seen.audits), first, again) == ([coming()], 2, Moved(2, 2, []), Moved(0, 0, []))
    assert kinds(await council.log("acting"))[-2:] == ["calendar_updated", "action_replanned"]
    assert after.due_at > before.due_at == after.original_due_at
    mail = mail_about(post, "The date of your action has moved", "acting")
    assert mail["To"].addresses[0].username == OWNER
    assert "The bank holidays have changed, and your action is due" in " ".join(_text(mail).split())
    said = await told(council, "acting")
    assert "had the audit count by the bank holidays of england-and-wales/2999-01, no longer" in said
    assert "Action a-1 is now due by the end of" in said
    await post.prove()


async def test_a_return_after_its_first_date_is_late_in_the_figures_though_the_calendar_moved_it(
    council: Council, post: Post, town: Town
) -> None:
    handle = await council.start(a_plan("planned", auditor=AUDITOR))
    first = (await council.value("planned")).return_by
    assert first

    moved = await town.announce()
    await council.ring(handle, times=2)
    ahead = first + timedelta(hours=2) - await council.environment.get_current_time(handle)
    await council.environment.fast_forward(handle, ahead)
    await council.give("planned", a_return("planned"))
    async with council.database.transaction() as connection:
        figures = await counted(connection, now(), HEAD)

    log = await council.log("planned")
    [returned] = [event for event in log if isinstance(event, AuditReturned)]
    assert (moved.audits, moved.dates) == (1, 1)
    assert returned.due_at > returned.at > first
    assert returned.is_late
    assert "return_overdue" not in kinds(log)
    assert [(one.allocated, one.in_time, one.late) for one in figures.returns] == [(1, 0, 1)]
    assert "The return is now due by the end of" in await told(council, "planned")
    await post.prove()
    assert "The return of your audit is now due" in " ".join(
        _text(mail_about(post, "A date of yours has moved", "planned")).split()
    )


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    return str(body.get_content())
