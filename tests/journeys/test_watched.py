"""A measured standard is shown met by a file of dated rows, watched, slips, is shown met again, and then closes."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

import starter
from domain import commands as c
from domain.audit import Audit
from domain.durations import Duration
from domain.london import DAY, local_day
from tests.api.terminal import Said, Terminal
from tests.journeys.council import Council, Handle
from tests.journeys.proof import Post
from tests.journeys.scenes import AUDITOR, MEASURED, QUALITY, an_audit, story

WEEKS = Duration(84, "cd")
ROWS = "due,done\n" + "2025-10-06,2025-10-06\n" * 20 + "2025-09-01,\n"


def a_watched_audit(audit_id: str) -> c.StartAudit:
    start = an_audit(audit_id, MEASURED)
    watched = start.rules.standards[MEASURED].model_copy(update={"watch": WEEKS})
    return start.model_copy(update={"rules": start.rules.model_copy(update={"standards": {MEASURED: watched}})})


class Analyst:
    """Who counts: from a file at the command line, and later with figures of their own."""

    def __init__(self, council: Council, terminal: Terminal, file: Path) -> None:
        self._council, self._terminal, self._file = council, terminal, file

    async def count_the_file(self) -> Said:
        words = ("--standard", MEASURED, "--team", "heron", "--month", "2025-10", "--by", QUALITY)
        return await asyncio.to_thread(self._terminal.type, "measure", self._file, *words)

    async def count_a_week(self, handle: Handle, met: int) -> None:
        """The week that ends the day before the audit's own clock."""
        last = local_day(await self._council.environment.get_current_time(handle)) - DAY
        period = {"period_from": last - 6 * DAY, "period_to": last, "met": met, "total": 20}
        command = {"command_id": f"week-{last}", "by": QUALITY, "standard": MEASURED, **period}
        standing = c.Standing(roles=("performance",))
        await self._council.give(handle.id, c.Measure.model_validate({**command, "standing": standing}))


@pytest.fixture
def analyst(
    council: Council,
    migrated_database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Analyst:
    monkeypatch.setenv("DATABASE_URL", migrated_database_url)
    monkeypatch.setenv("TEMPORAL_ADDRESS", council.client.service_client.config.target_host)
    monkeypatch.setenv("SMTP_URL", "smtp://127.0.0.1:1")
    (file := tmp_path / "rows.csv").write_text(ROWS)
    return Analyst(council, Terminal(starter.app, capsys), file)


async def test_a_standard_shown_met_is_watched_and_a_slip_begins_it_again(
    council: Council, post: Post, analyst: Analyst
) -> None:
    handle = await council.start(a_watched_audit("watched"))
    said = await analyst.count_the_file()
    again = await analyst.count_the_file()
    watched = await council.value("watched")
    await council.environment.fast_forward(handle, timedelta(days=40))
    await analyst.count_a_week(handle, met=5)
    slipped = await council.value("watched")
    await council.environment.fast_forward(handle, timedelta(days=8))
    await analyst.count_a_week(handle, met=20)
    await council.environment.fast_forward(handle, timedelta(days=85))

    assert said[::2] == (0, "")
    assert said.out.splitlines()[1:] == ["Left out, as due outside this period: 1.", "watched: they count."]
    assert again.out == said.out
    assert (_stands(watched), _stands(slipped)) == (("watching", 1), ("acting", 2))
    assert await handle.result() == "closed"
    assert [kind for kind in story(await council.log("watched")) if kind in TOLD] == TOLD_IN_ORDER
    await post.prove()
    titles = [mail["Subject"] for mail in post.office.mails if mail["To"].addresses[0].username == AUDITOR]
    assert [sum(part in title for title in titles) for part in ("being watched", "slipped", "is closed")] == [2, 1, 1]


TOLD_IN_ORDER = [
    "standard_measured",
    "standard_met",
    "watching_started",
    "standard_measured",
    "standard_slipped",
    "cycle_started",
    "standard_measured",
    "standard_met",
    "watching_started",
    "watch_ended",
    "audit_closed",
]
TOLD = {*TOLD_IN_ORDER}


def _stands(audit: Audit) -> tuple[str, int]:
    return str(audit.status), audit.cycle
