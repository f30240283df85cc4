"""notices and resend: what leaves for people, what was given up by whichever way, and sending that again."""

import asyncio
from typing import Annotated

import typer

from api.command_line.desk import Because, Outbox
from api.command_line.reasons import By, Reason
from api.command_line.shown import Json, counted, say, show_json, show_table
from api.command_line.surroundings import Surroundings
from api.command_line.where import desk
from domain.dates_in_words import moment_in_words
from storage.letter import DeadLetter, StaleLetter


def notices(
    ctx: typer.Context,
    *,
    dead: Annotated[bool, typer.Option("--dead", help="List the notices that were given up, and why.")] = False,
    stale: Annotated[bool, typer.Option("--stale", help="List those that were overtaken, and by what.")] = False,
    as_json: Json = False,
) -> None:
    """Count the notices by what became of them, or list the dead or the stale ones."""
    if dead or stale:
        _list(ctx.obj, is_dead=dead, as_json=as_json)
        return
    found = asyncio.run(_outbox(ctx.obj))
    if as_json:
        show_json({"counts": found.counts, "oldest_waiting": found.oldest})
    else:
        _count(found)


def resend(
    ctx: typer.Context,
    notice_ids: Annotated[list[str] | None, typer.Argument(metavar="[NOTICE]...", help="Which; all without.")] = None,
    *,
    reason: Reason,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Send dead notices again, with all their attempts."""
    number = asyncio.run(_resend(ctx.obj, notice_ids or None, Because(reason, by)))
    if as_json:
        show_json({"resent": number})
    else:
        say(f"{counted(number, 'notice')} will be sent again." if number else "There was no such dead notice.")


def _list(surroundings: Surroundings, *, is_dead: bool, as_json: bool) -> None:
    dead = asyncio.run(_dead(surroundings)) if is_dead else []
    stale = [] if is_dead else asyncio.run(_stale(surroundings))
    if as_json:
        show_json([one.model_dump(mode="json") for one in (*dead, *stale)])
    elif is_dead:
        _list_dead(dead)
    else:
        _list_stale(stale)


def _list_stale(stale: list[StaleLetter]) -> None:
    if not stale:
        say("No notice was overtaken before it could leave.")
        return
    rows = [(one.notice_id, one.notice, one.person, one.stale_because) for one in stale]
    show_table(("notice", "what", "to", "why"), rows, folds=("why",))


def _list_dead(dead: list[DeadLetter]) -> None:
    if not dead:
        say("No notice was given up.")
        return
    rows = [(one.notice_id, one.notice, one.channel, one.person, one.attempts, one.failure) for one in dead]
    show_table(("notice", "what", "channel", "to", "tries", "why"), rows, folds=("why",), spare=("tries",))


def _count(found: Outbox) -> None:
    counted = ", ".join(f"{number} {state}" for state, number in found.counts.items())
    say(f"Notices: {counted}." if counted else "There are no notices yet.")
    if found.oldest:
        say(f"The first of those that wait may leave {moment_in_words(found.oldest)}.")


async def _outbox(surroundings: Surroundings) -> Outbox:
    async with desk(surroundings) as here:
        return await here.outbox()


async def _dead(surroundings: Surroundings) -> list[DeadLetter]:
    async with desk(surroundings) as here:
        return await here.dead()


async def _stale(surroundings: Surroundings) -> list[StaleLetter]:
    async with desk(surroundings) as here:
        return await here.withheld()


async def _resend(surroundings: Surroundings, notice_ids: list[str] | None, because: Because) -> int:
    async with desk(surroundings) as here:
        return await here.resend(notice_ids, because)
