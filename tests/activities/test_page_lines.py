"""One request can be followed into the log and the worker's own lines, and neither says whom it was about."""

import pytest
from structlog.testing import capture_logs

from activities.audit_effects import AuditEffects
from activities.interface import Page
from domain import commands as c
from domain.decide import decide
from storage.database import Database
from tests.activities.records import RECORDED_AT, Recording, a_recorder, rows
from tests.builders import MONDAY, WREN, a_command


async def a_page(database: Database, request: str | None = None) -> tuple[AuditEffects, Page]:
    """The page of a claim that came with this request, on an audit that is recorded."""
    recording = Recording(await a_recorder(database))
    await recording.start()
    claim = a_command(c.ClaimDone, WREN)
    page = recording.page(decide(recording.audit, claim, MONDAY))
    effects = AuditEffects(database, lambda: RECORDED_AT)
    return effects, page.model_copy(update={"requests": {claim.command_id: request} if request else {}})


async def test_a_recorded_page_leaves_its_requests_in_the_log_and_in_one_line(database: Database) -> None:
    effects, page = await a_page(database, "r-17")

    with capture_logs() as lines:
        await effects.record(page)

    first, last = page.events[0].seq, page.events[-1].seq
    assert lines == [
        {
            "event": "page_recorded",
            "log_level": "info",
            "audit_id": "larkmoor-1",
            "first": first,
            "last": last,
            "request_ids": ["r-17"],
        }
    ]
    logged = await rows(database, "select seq, request_id from events where seq >= :first order by seq", first=first)
    assert [one["request_id"] for one in logged] == ["r-17"] * len(page.events)
    assert WREN not in str(lines)


async def test_the_request_is_not_part_of_what_is_hashed(database: Database) -> None:
    effects, page = await a_page(database)
    first = await effects.record(page)

    again = await effects.record(page.model_copy(update={"requests": {"any": "r-other"}}))

    assert (again.head, again.missed) == (first.head, ())
    assert not await rows(database, "select seq from events where request_id is not null or body like '%r-other%'")


async def test_a_page_that_is_not_recorded_says_so_with_the_attempt_and_the_kind_of_failure(
    database: Database,
) -> None:
    effects, page = await a_page(database, "r-17")
    backwards = page.model_copy(update={"events": (*page.events, *page.events)})

    with capture_logs() as lines, pytest.raises(Exception, match="larkmoor-1"):
        await effects.record(backwards)

    [line] = lines
    assert (line["event"], line["attempt"], line["failure"]) == ("page_not_recorded", 1, "Unrecordable")
    assert (line["audit_id"], line["request_ids"]) == ("larkmoor-1", ["r-17"])


async def test_a_page_that_the_log_overtook_says_so(database: Database) -> None:
    effects, page = await a_page(database, "r-17")
    other = decide_again(page)

    await effects.record(page)
    with capture_logs() as lines:
        answer = await effects.record(other)

    assert answer.missed
    assert [line["event"] for line in lines] == ["page_overtaken"]
    assert lines[0]["log_seq"] == answer.head.seq


def decide_again(page: Page) -> Page:
    """The same place in the log, claimed by another command."""
    events = tuple(event.model_copy(update={"command_id": "another"}) for event in page.events)
    return page.model_copy(update={"events": events, "requests": {"another": "r-18"}})
