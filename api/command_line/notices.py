"""notices and resend: what leaves by mail, what was given up, and sending that again."""

import asyncio
from datetime import datetime
from typing import Annotated, NamedTuple

import typer

from api import operating
from api.command_line.doors import Surroundings, opened
from api.command_line.reasons import OPERATOR, By, Reason
from api.command_line.shown import Json, counted, say, show_json, show_table
from api.operating import Why
from domain.dates_in_words import moment_in_words
from storage import outbox
from storage.letter import DeadLetter


class _Outbox(NamedTuple):
    counts: dict[str, int]
    oldest: datetime | None
    dead: list[DeadLetter]


def notices(
    ctx: typer.Context,
    *,
    dead: Annotated[bool, typer.Option("--dead", help="List the notices that were given up, and why.")] = False,
    as_json: Json = False,
) -> None:
    """Count the notices by what became of them, or list the dead ones."""
    found = asyncio.run(_look(ctx.obj))
    if as_json:
        letters = [one.model_dump(mode="json") for one in found.dead]
        show_json(letters if dead else {"counts": found.counts, "oldest_waiting": found.oldest})
    elif dead:
        _list_dead(found.dead)
    else:
        _count(found)


def resend(
    ctx: typer.Context,
    notice_ids: Annotated[list[str] | None, typer.Argument(metavar="[NOTICE]...", help="Which; all without.")] = None,
    *,
    reason: Reason,
    by: By = OPERATOR,
    as_json: Json = False,
) -> None:
    """Send dead notices again, with all their attempts."""
    number = asyncio.run(_resend(ctx.obj, notice_ids or None, Why(by, reason)))
    if as_json:
        show_json({"resent": number})
    else:
        say(f"{counted(number, 'notice')} will be sent again." if number else "There was no such dead notice.")


def _list_dead(dead: list[DeadLetter]) -> None:
    if not dead:
        say("No notice was given up.")
        return
    rows = [(one.notice_id, one.notice, one.person, one.attempts, one.failure) for one in dead]
    show_table(("notice", "what", "person", "tries", "why"), rows, folds=("why",), spare=("tries",))


def _count(found: _Outbox) -> None:
    counted = ", ".join(f"{number} {state}" for state, number in found.counts.items())
    say(f"Notices: {counted}." if counted else "There are no notices yet.")
    if found.oldest:
        say(f"The first of those that wait may leave {moment_in_words(found.oldest)}.")


async def _look(surroundings: Surroundings) -> _Outbox:
    async with opened(surroundings) as doors, doors.record.database.transaction() as connection:
        return _Outbox(
            await outbox.counts(connection), await outbox.oldest_waiting(connection), await outbox.dead(connection)
        )


async def _resend(surroundings: Surroundings, notice_ids: list[str] | None, why: Why) -> int:
    async with opened(surroundings) as doors:
        return await operating.resend(doors.record, notice_ids, why, surroundings.clock())
