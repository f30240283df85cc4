"""import tracker: the actions that a council kept in a table of its own, taken in as audits."""

import asyncio
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from api.command_line.doors import opened
from api.command_line.shown import Json, counted, progress, say, show_json, show_table, warn
from api.command_line.surroundings import Surroundings
from api.errors import DoorError
from api.tracker.importing import Importing, Taken
from api.tracker.reading import Asked


class NotAllReadable(DoorError):
    status = 2

    def __init__(self, slips: int, audits: int) -> None:
        super().__init__(
            f"{counted(slips, 'thing')} cannot be read, which keeps back {counted(audits, 'audit')}: correct the rows "
            "or the mapping, or leave such audits out with --skip-unreadable."
        )


def tracker(  # noqa: PLR0913 - one parameter for each option
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A workbook (.xlsx) or CSV: one action on each row.")],
    *,
    mapping: Annotated[Path, typer.Option(help="YAML: which column says what, and what its words mean.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what it would do, and every row it cannot read.")
    ] = False,
    skip_unreadable: Annotated[
        bool, typer.Option("--skip-unreadable", help="Leave out the audits some of whose rows cannot be read.")
    ] = False,
    sheet: Annotated[str | None, typer.Option(help="The sheet of a workbook that has several.")] = None,
    policy: Annotated[str | None, typer.Option(help="The framework, instead of the mapping's.")] = None,
    as_json: Json = False,
) -> None:
    """Take in an action tracker: audits with their findings and actions, each once however often it is done."""
    asked = Asked(file, mapping, sheet, policy)
    taken = asyncio.run(_import(ctx.obj, asked, is_rehearsal=dry_run, skip_unreadable=skip_unreadable))
    is_begun = not dry_run and (skip_unreadable or not taken.slips)
    (_show_json if as_json else _show)(taken, is_begun=is_begun)
    if taken.slips and not skip_unreadable:
        raise NotAllReadable(len(taken.slips), len(taken.held_back))


async def _import(surroundings: Surroundings, asked: Asked, *, is_rehearsal: bool, skip_unreadable: bool) -> Taken:
    async with opened(surroundings) as doors:
        with progress() as bar:
            importing = Importing(doors.record, doors.policies, surroundings.clock, bar)
            taken = await importing.rehearse(asked)
            if not is_rehearsal and (skip_unreadable or not taken.slips):
                await importing.begin(taken, await doors.starting())
            return taken


def _counts(taken: Taken) -> dict[str, int]:
    """Of rows and of audits."""
    actions = [entry for audit in taken.begun for entry in audit.entries]
    statuses = Counter(entry.course.status for entry in actions)
    return {
        "rows": taken.read.grouped.rows,
        "audits": len(taken.begun),
        "actions": len(actions),
        **{f"actions_{status}": number for status, number in sorted(statuses.items())},
        "audits_already": len(taken.already),
        "audits_held_back": len(taken.held_back),
        "audits_finished": len(taken.read.grouped.finished),
        "rows_finished": sum(len(audit.entries) for audit in taken.read.grouped.finished),
        "rows_left_out": taken.read.grouped.left_out,
        "rows_unreadable": len({one.row for one in taken.slips}),
    }


def _show_json(taken: Taken, *, is_begun: bool) -> None:
    answer: dict[str, Any] = {
        "is_begun": is_begun,
        "counts": _counts(taken),
        "audits": [{"audit_id": one.audit_id, "rows": [entry.row for entry in one.entries]} for one in taken.begun],
        "already": taken.already,
        "otherwise": taken.otherwise,
        "held_back": taken.held_back,
        "unreadable": [one._asdict() for one in taken.slips],
    }
    show_json(answer)


def _show(taken: Taken, *, is_begun: bool) -> None:
    if taken.slips:
        rows = [(one.row, one.column, one.audit_id, one.sentence) for one in taken.slips]
        show_table(("Row", "Column", "Audit", "What to put right"), rows, folds=("What to put right",))
    for audit_id in taken.otherwise:
        warn(f"Audit {audit_id} is there already, and the tracker says otherwise by now: it was left as it is.")
    counts = _counts(taken)
    say(f"{counts['rows']:,} rows of {taken.read.tracker.sheet}, by the rules of {taken.read.framework.framework}:")
    show_table(
        ("", "What"), [(f"{number:,}", _WORDS[name]) for name, number in counts.items() if name in _WORDS and number]
    )
    say(f"{counted(len(taken.begun), 'audit')} taken in." if is_begun else "Nothing was taken in.")


_WORDS = {
    "audits": "audits begin",
    "actions": "actions, of which",
    "actions_open": "are open",
    "actions_started": "are in progress",
    "actions_claimed": "are claimed done, and wait to be verified",
    "actions_verified": "are verified",
    "audits_already": "audits are there already",
    "audits_held_back": "audits are kept back, for some of their rows cannot be read",
    "audits_finished": "audits stay out, for all their actions are finished",
    "rows_finished": "rows of those",
    "rows_left_out": "rows stay out by their status",
    "rows_unreadable": "rows cannot be read",
}
