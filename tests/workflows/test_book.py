"""What a run knows of its audit's log, and what it does when the log knows more."""

from datetime import timedelta

import pytest

from domain import commands as c
from domain.errors import ActionElsewhere
from tests.builders import HERON, KITE, MONDAY, WREN, a_command, a_directory, a_start, on
from tests.memory_effects import MemoryEffects
from workflows.book import Book

STANDING = c.Standing(roles=("auditor",))
LATER = MONDAY + timedelta(hours=1)


@pytest.fixture
def effects() -> MemoryEffects:
    return MemoryEffects(a_directory())


async def record(book: Book, effects: MemoryEffects) -> None:
    """Pages go to the log until there is nothing left to record or to ask."""
    for _ in range(20):
        if book.is_recorded:
            return
        page = book.page()
        book.settle(page, await effects.record(page), LATER)
    raise AssertionError("it never ends")


def a_book() -> Book:
    """A run that begins, and has not heard from the log yet."""
    book = Book(c.Opening(start=a_start()), None)
    book.open(MONDAY)
    return book


async def a_life(effects: MemoryEffects, *commands: c.Command) -> Book:
    """A run that has recorded these commands."""
    book = a_book()
    await record(book, effects)
    for command in commands:
        book.take(command, MONDAY)
    await record(book, effects)
    return book


async def test_what_the_log_tells_in_parts_is_asked_for_to_its_end(effects: MemoryEffects) -> None:
    first = await a_life(effects, a_command(c.Begin, WREN), a_command(c.ClaimDone, WREN))
    effects.longest_answer = 2
    second = a_book()

    await record(second, effects)

    assert (second.audit, second.head) == (first.audit, first.head)


async def test_nothing_is_decided_while_only_a_part_of_the_log_is_known(effects: MemoryEffects) -> None:
    await a_life(effects, a_command(c.ClaimDone, WREN))
    effects.longest_answer = 2
    book, verify = a_book(), a_command(c.Verify, HERON, standing=STANDING)
    page = book.page()

    book.settle(page, await effects.record(page), LATER)

    assert not book.is_opened
    assert not book.can_decide(verify)
    await record(book, effects)
    assert book.can_decide(verify)
    book.check(verify, LATER)


async def test_a_command_that_the_log_tells_in_parts_is_answered_whole(effects: MemoryEffects) -> None:
    withdraw = a_command(c.Withdraw, "cairn", standing=c.Standing(roles=("director",)))
    first = await a_life(effects, withdraw)
    effects.longest_answer = len(effects.logs["larkmoor-1"]) - 1
    book = a_book()
    page = book.page()
    book.settle(page, await effects.record(page), LATER)

    early = book.receipt(withdraw.command_id)
    await record(book, effects)

    assert early is None
    assert book.receipt(withdraw.command_id) == first.receipt(withdraw.command_id)


async def test_a_run_that_asks_hears_what_the_log_holds_beyond_it(effects: MemoryEffects) -> None:
    behind = await a_life(effects)
    ahead = a_book()
    await record(ahead, effects)
    ahead.take(a_command(c.ClaimDone, WREN), MONDAY)
    await record(ahead, effects)

    behind.ask()
    await record(behind, effects)

    assert behind.audit == ahead.audit
    assert len(effects.sent) == 2


async def test_a_command_ruled_out_by_the_log_is_decided_anew_when_given_again(effects: MemoryEffects) -> None:
    claimed = await a_life(effects, a_command(c.ClaimDone, WREN))
    behind, begin = a_book(), a_command(c.Begin, WREN)
    behind.take(begin, MONDAY)
    await record(behind, effects)
    with pytest.raises(ActionElsewhere):
        behind.receipt(begin.command_id)
    claimed.take(a_command(c.SendBack, HERON, standing=STANDING), MONDAY)
    await record(claimed, effects)
    behind.ask()
    await record(behind, effects)

    behind.take(begin, LATER)
    await record(behind, effects)

    receipt = behind.receipt(begin.command_id)
    assert receipt
    assert [event.kind for event in effects.logs["larkmoor-1"]][receipt.first - 1] == "action_begun"


async def test_the_logs_events_are_taken_in_however_they_were_written_then(effects: MemoryEffects) -> None:
    await a_life(effects)
    book = a_book()
    page = book.page()
    answer = await effects.record(page.model_copy(update={"events": ()}))
    head = answer.head.model_copy(update={"digest": "0" * 64})

    book.settle(page, answer.model_copy(update={"head": head}), LATER)

    assert book.head == head


async def test_a_page_says_with_which_request_each_of_its_commands_came(effects: MemoryEffects) -> None:
    book = Book(c.Opening(start=a_start(), request_id="r-start"), None)
    book.open(MONDAY)
    first = book.page()
    await record(book, effects)
    begin, claim = a_command(c.Begin, WREN), a_command(c.ClaimDone, WREN)
    book.take(begin, MONDAY, "r-begin")
    book.take(claim, MONDAY)

    page = book.page()

    assert first.requests == {a_start().command_id: "r-start"}
    assert page.requests == {begin.command_id: "r-begin"}
    assert all("r-begin" not in event.model_dump_json() for event in page.events)


async def test_a_command_decided_again_is_still_of_its_first_request(effects: MemoryEffects) -> None:
    await a_life(effects, a_command(c.Accept, WREN))
    behind, claim = a_book(), a_command(c.ClaimDone, WREN)
    behind.take(claim, MONDAY, "r-first")
    behind.take(claim, MONDAY, "r-retry")
    page = behind.page()
    behind.settle(page, await effects.record(page), LATER)

    again = behind.page()
    await record(behind, effects)
    behind.take(a_command(c.SendBack, HERON, standing=STANDING), LATER)

    assert again.requests == {claim.command_id: "r-first"}
    assert behind.page().requests == {}


@pytest.mark.parametrize("kind", [c.FindAgain, c.Replan, c.Acknowledge])
async def test_what_goes_by_who_was_told_waits_until_that_is_known(
    effects: MemoryEffects, kind: type[c.Command]
) -> None:
    book = await a_life(effects)
    command = a_command(kind, KITE)

    before = book.can_decide(command)
    book.take_time(on("2026-11-17 10:00"))
    meanwhile = book.can_decide(command)
    await record(book, effects)

    assert (before, meanwhile, book.can_decide(command)) == (True, False, True)
    assert book.can_decide(a_command(c.Accept, WREN))
