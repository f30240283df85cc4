"""Much at once: a file of commands happens once each, and a tracker is taken in once, whole audits at a time."""

from collections import Counter
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from typing_extensions import override

from api.command_line.bulk_beside import Beside
from api.command_line.bulk_desk import Given
from api.command_line.bulk_giving import Stopped, give_all
from api.command_line.bulk_rows import Terms, read_commands
from api.errors import NotReachable
from api.giving import Giving
from api.orders import Order
from api.policies import Policies
from api.record import Record
from api.starting import Starting
from api.tracker.importing import Importing, Taken
from api.tracker.reading import Asked
from domain.calendar import due_day, local_day
from domain.values import AuditId
from runtime.settings import CHECKOUT
from samples.trackers import cast_of, lines, write
from storage.texts import Chance
from tests.activities.records import rows
from tests.journeys.conftest import now
from tests.journeys.council import Council
from tests.journeys.proof import Post
from tests.journeys.scenes import an_audit
from tests.workflows.scenes import people

STATUSES = {"open": "open", "started": "in progress", "claimed": "done claimed", "verified": "verified"}
ROWS, REHEARSED = 80, 2_000  # of a tracker; the soak takes 2,000 in and rehearses 50,000
BROKEN = 0.03
POLICIES = CHECKOUT / "policies"
DIGEST = f"sha256:{'a' * 64}"


@pytest.fixture
def record(council: Council) -> Record:
    numbers = count(1)
    return Record(council.database, Chance(lambda: f"bulk-{next(numbers)}", lambda: "salt"))


class Breaking(Beside):
    """Gives so many commands, and then the engine is away."""

    left = 4

    @override
    async def give(self, audit_id: AuditId, order: Order) -> Given:
        if self.left == 0:
            raise NotReachable("The Temporal server")
        self.left -= 1
        return await super().give(audit_id, order)


async def _give(desk: Beside, file: Path) -> Stopped:
    found = list(read_commands(file, Terms("monday", None, needs_by=True)))
    return await give_all(desk, found, lambda _, __: None)


def a_file(folder: Path, later: date) -> Path:
    """Three owners ask for more time and get it; one claims an action done, and may not verify it."""
    asked = [f"many-{n},ask-extension,a-1,p-1,{later:%d/%m/%Y},The court has moved.,,\n" for n in (1, 2, 3)]
    granted = [f"many-{n},grant-extension,a-1,p-2,,,,\n" for n in (1, 2, 3)]
    done = [f"many-4,claim,a-1,p-1,,,It is done.,Plan={DIGEST}\n", "many-4,verify,a-1,p-1\n"]
    file = folder / "commands.csv"
    file.write_text("".join(("audit,command,action,by,due,reason,note,evidence\n", *asked, *granted, *done)))
    return file


async def test_a_file_of_commands_that_was_interrupted_goes_on_and_each_is_heard_of_once(
    council: Council, post: Post, record: Record, tmp_path: Path
) -> None:
    for number in range(1, 5):
        await council.start(an_audit(f"many-{number}"))
    later = due_day((await council.value("many-1")).actions["a-1"].due_at) + timedelta(days=14)
    file, giving = a_file(tmp_path, later), Giving(council.engine, record, Policies(POLICIES))

    rounds = [await _give(desk(record, giving, now), file) for desk in (Breaking, Beside, Beside)]

    assert isinstance(rounds[0].error, NotReachable)
    assert [Counter(one.outcome for one in each.results) for each in rounds] == [
        {"done": 4, "not tried": 4},
        {"already done": 4, "done": 3, "refused": 1},
        {"already done": 7, "refused": 1},
    ]
    assert [(await council.kinds(f"many-{n}")).count("extension_granted") for n in (1, 2, 3, 4)] == [1, 1, 1, 0]
    assert due_day((await council.value("many-3")).actions["a-1"].due_at) == later
    assert "action_verified" not in await council.kinds("many-4")
    await post.prove()
    assert letters(post)["p-2", "More time for an action is asked of you"] == 3
    assert letters(post)["p-1", "You have more time for an action"] == 3


def letters(post: Post) -> Counter[tuple[str, str]]:
    """Who got what."""
    mails = post.office.mails
    return Counter((mail["To"].addresses[0].username, mail["Subject"].partition(" (")[0]) for mail in mails)


def a_tracker(folder: Path, number: int) -> Asked:
    asked = Asked(folder / f"tracker-{number}.xlsx", CHECKOUT / "samples" / "tracker.yaml")
    last = local_day(now()) - timedelta(days=10)
    write(asked.file, lines(number, 5, cast_of(people()), broken=BROKEN, last=last))
    return asked


async def test_a_tracker_is_taken_in_once_with_its_own_dates_and_nobody_hears_of_the_past(
    council: Council, post: Post, record: Record, tmp_path: Path
) -> None:
    asked, policies = a_tracker(tmp_path, ROWS), Policies(POLICIES)
    importing = Importing(record, policies, now, lambda _, __, ___: None)
    starting = Starting(council.engine, record, policies, now)

    many = await importing.rehearse(a_tracker(tmp_path, REHEARSED))
    taken = await importing.rehearse(asked)
    nothing = await rows(council.database, "select (select count(*) from audits) + (select count(*) from texts) as n")
    council.begun |= {one.audit_id for one in taken.begun}
    with council.environment.with_time_skipping_disabled():
        await importing.begin(taken, starting)
        again = await importing.rehearse(asked)
        await importing.begin(again, starting)

    assert (many.read.grouped.rows, taken.read.grouped.rows, nothing) == (REHEARSED, ROWS, [{"n": 0}])
    assert taken.slips
    assert not {*taken.held_back} & council.begun
    assert (set(again.already), again.begun, again.otherwise) == (council.begun, (), ())
    await assert_as_the_tracker_says(council, taken)
    await post.prove()
    assert not post.office.mails


async def assert_as_the_tracker_says(council: Council, taken: Taken) -> None:
    """Each row that was taken in is one action, with its owner, date and status; some are overdue."""
    entries = {(one.audit_id, f"a-{n}"): entry for one in taken.begun for n, entry in enumerate(one.entries, 1)}
    found = await rows(council.database, "select audit_id, action_id, owner, due_at, status from actions")
    kept = {(one["audit_id"], one["action_id"]): one for one in found}

    assert kept.keys() == entries.keys()
    for key, entry in entries.items():
        assert (kept[key]["owner"], kept[key]["status"]) == (entry.finding.owner, STATUSES[entry.course.status])
        if not entry.finding.safety:  # which must be dealt with in hours, whatever the tracker says
            assert due_day(kept[key]["due_at"]) == entry.finding.due
    assert any(one["due_at"] < now() for one in found if one["status"] == "open")
