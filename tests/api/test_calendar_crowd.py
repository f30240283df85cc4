"""A new bank holiday for 200 open audits, of 5,000 in `make soak`: interrupted half way, resumed, moved once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from typing_extensions import override

from api.calendar_change import Changing
from api.calendar_tour import Halted
from api.engine import Engine
from api.errors import NotReachable, Place
from api.openings import Ground
from api.policies import Policies
from api.start_files import Handed, draft
from bench.soak_calendar import announced, counted
from domain.commands import LaterCommand
from storage.verifying import verify
from tests.api.conftest import IMPATIENT, now
from tests.api.council import POLICIES, a_form
from tests.api.house import House
from workflows.messages import Receipt

AUDITS, BEFORE_LOST = 200, 100


class Lost(Engine):
    """An engine that goes away after so many audits."""

    answers = BEFORE_LOST

    @override
    async def act(self, audit_id: str, command: LaterCommand, *, request_id: str | None = None) -> Receipt:
        if self.answers == 0:
            raise NotReachable("The Temporal server")
        self.answers -= 1
        return await super().act(audit_id, command, request_id=request_id)


async def started(house: House) -> None:
    ground = Ground(Policies(POLICIES), await house.record.directory(), datetime.now(UTC))
    forms = [a_form(framework="childrens_social_care", audit_id=f"many-{n:03}") for n in range(AUDITS)]
    drafts = [draft(Handed(Place("audits.jsonl", 1), one), ground, None) for one in forms]
    await house.starting.start(drafts, skip_bad=False, progress=lambda *_: None)


@pytest.mark.usefixtures("worker")
async def test_two_hundred_audits_follow_once_though_the_engine_goes_away_half_way(
    house: House, tmp_path: Path
) -> None:
    await started(house)
    record = house.record
    progress: list[tuple[str, int, int | None]] = []
    lost = Lost(house.client, record, IMPATIENT, queue=house.queue)
    changing = Changing(record, Policies(POLICIES), now, lambda what, done, total: progress.append((what, done, total)))
    given = await changing.read(announced(tmp_path))

    with pytest.raises(Halted, match="give the same command again"):
        await changing.carry_out(given, "otto", lost)
    already = (await changing.change(given, "otto")).already
    rest = await changing.carry_out(given, "otto", house.engine)
    again = await changing.carry_out(given, "otto", house.engine)
    counts = await counted(record.database)

    assert BEFORE_LOST - 12 <= already <= BEFORE_LOST
    assert BEFORE_LOST - 12 <= AUDITS - rest.audits <= BEFORE_LOST
    assert (again.audits, again.dates, rest.silent) == (0, 0, [])
    assert counts.is_moved_once(AUDITS)
    assert counts.events["action_replanned"] == (2 * AUDITS, AUDITS)
    assert ("Moving", 1, AUDITS) in progress
    assert await verify(record.database) == []
