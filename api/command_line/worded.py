"""Actions as the command line shows them."""

import re

from storage.shown import ActionLine

ACTION = ("action_id", "title", "owner", "standard", "status", "due_at", "original_due_at", "overdue", "level", "cycle")


def action_fields(action: ActionLine, title: str) -> dict[str, object]:
    """An action as programs get it."""
    values = {**action._asdict(), "title": title, "overdue": action.is_overdue}
    return {name: values[name] for name in ACTION}


def plain(key: str) -> str:
    """`requires_improvement` as people read it."""
    return key.replace("_", " ")


def in_order(name: str) -> list[tuple[int, str]]:
    """Sorts `a-2` before `a-10`."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name)]
