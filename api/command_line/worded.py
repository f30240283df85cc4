"""Actions as the command line shows them."""

import re
from datetime import datetime

from domain.dates_in_words import due_in_short
from storage.shown import ActionLine

ACTION = ("action_id", "title", "owner", "standard", "status", "due_at", "original_due_at", "overdue", "level", "cycle",
          "paused_until", "waits_for", "extension_asked_for", "extensions")  # fmt: skip


def action_fields(action: ActionLine, title: str) -> dict[str, object]:
    """An action as programs get it."""
    values = {**action._asdict(), "title": title, "overdue": action.is_overdue}
    return {name: values[name] for name in ACTION}


def state(action: ActionLine, now: datetime) -> str:
    """Where it is, and what is true of it beside: `open, extended, paused until Fri 6 Nov`."""
    facts = {
        "overdue": action.is_overdue,
        "extended": action.extensions,
        f"extension asked to {_short(action.extension_asked_for, now)}": action.extension_asked_for,
        f"paused until {_short(action.paused_until, now)}": action.paused_until,
        f"waiting for {action.waits_for}": action.waits_for,
    }
    return ", ".join([action.status, *(fact for fact, holds in facts.items() if holds)])


def _short(moment: datetime | None, now: datetime) -> str:
    return due_in_short(moment, now) if moment else ""


def plain(key: str) -> str:
    """`requires_improvement` as people read it."""
    return key.replace("_", " ")


def in_order(name: str) -> list[tuple[int, str]]:
    """Sorts `a-2` before `a-10`."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name)]
