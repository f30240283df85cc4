"""How a change of the calendar is shown: the days off that come and go, and the dates that move, counted by kind."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from api.command_line.shown import counted, say, show_json, show_table
from domain.dates_in_words import day_in_words
from domain.named import named

if TYPE_CHECKING:  # these load the engine's library, which takes long
    from api.calendar_change import Change
    from api.calendar_standing import Standing
    from api.calendar_tour import Moved

MOST_ROWS = 40
WHAT = {
    "action": "action due",
    "check": "check due",
    "return": "return due",
    "allocation": "to be allocated",
    "extension": "decision on more time",
    "moderation": "second grade",
    "dispute": "decision on a dispute",
    "watch": "end of a watch",
    "quiet": "quiet after an answer",
}
"""Dates by the names of their kinds; steps and reminders say their own."""


def tell_standing(standing: "list[Standing]", *, as_json: bool) -> None:
    """Each calendar in a line or two."""
    if as_json:
        show_json([one._asdict() for one in standing])
        return
    for one in standing:
        whence = f"taken in by {one.by}" if one.by else "the file in the folder of policies"
        say(f"{one.snapshot} counts ({whence}): {counted(one.audits, 'open audit')} by it.")
        for snapshot, number in one.others.items():
            say(f"{counted(number, 'open audit')} by {snapshot}: `starter.py calendar update FILE` moves them.")
        if one.in_folder > one.snapshot:
            say(f"The folder of policies holds a later one, {one.in_folder}: take it in with `calendar update`.")


def tell_change(change: "Change", *, as_json: bool, is_rehearsal: bool = False) -> None:
    """What would move; nothing has yet."""
    if as_json:
        show_json(_said(change) | {"rehearsal": is_rehearsal})
        return
    is_current = change.snapshot == change.before
    say(
        f"{change.snapshot} is current." if is_current else f"{change.snapshot} follows {change.before}.{_days(change)}"
    )
    if change.already:
        say(f"{counted(change.already, 'open audit')} already counted by it.")
    groups = _groups(change)
    if groups:
        rows = [(WHAT.get(what, what), before, after, number) for (what, before, after), number in groups[:MOST_ROWS]]
        show_table(("date", "from", "to", "how many"), rows)
    if len(groups) > MOST_ROWS:
        say(f"And {len(groups) - MOST_ROWS} more rows: --json has them all.")
    say(f"{counted(len(change.audits), 'open audit')} would count by it: {_totals(change)}.")


def tell_moved(change: "Change", moved: "Moved", *, as_json: bool) -> None:
    """What was moved."""
    if as_json:
        show_json(_said(change) | {"rehearsal": False, "moved": moved._asdict()})
        return
    say(f"{counted(moved.audits, 'audit')} moved, and {counted(moved.dates, 'date')} with them.")
    if moved.silent:
        say(f"{named(moved.silent)} did not answer: see `starter.py stuck`, then give the same command again.")


def _said(change: "Change") -> dict[str, Any]:
    groups = [
        {"what": what, "before": before, "due_at": after, "number": number}
        for (what, before, after), number in _groups(change)
    ]
    each = [one._asdict() for one in change.moves]
    return {**change._asdict(), "audits": len(change.audits), "moves": groups, "dates": each}


def _groups(change: "Change") -> list[tuple[tuple[str, Any, Any], int]]:
    """By what moves, and from when to when: how many."""
    return sorted(Counter((one.what, one.before, one.due_at) for one in change.moves).items())


def _totals(change: "Change") -> str:
    dates = sum(not one.is_step for one in change.moves)
    later = len(change.moves) - dates
    return f"{counted(dates, 'date')} and {counted(later, 'reminder or step')} would move".replace(
        "reminder or steps", "reminders or steps"
    )


def _days(change: "Change") -> str:
    added = [f"{day_in_words(day)} becomes a bank holiday." for day in change.added]
    dropped = [f"{day_in_words(day)} is none any more." for day in change.dropped]
    return "".join(f" {one}" for one in [*added, *dropped])
