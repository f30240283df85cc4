"""bulk: many commands at once, one on each row of a file; given twice, each happens once."""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from api.command_line.address import address
from api.command_line.bulk_giving import FAILED, Result, Stopped, give_all, rehearsed
from api.command_line.bulk_rows import Terms, Unread, Wanted, digest_of, read_commands
from api.command_line.bulk_where import bulk_desk
from api.command_line.shown import Json, counted, progress, say, show_json, show_table
from api.command_line.surroundings import Surroundings
from api.errors import BadInput, DoorError

LONGEST_KEY = 200


class NotAllDone(DoorError):
    def __init__(self, failed: int, rows: int) -> None:
        super().__init__(f"{failed} of {counted(rows, 'row')} were not done: correct them, and give the file again.")


class NotAllRead(DoorError):
    status = 2

    def __init__(self, unread: int, rows: int) -> None:
        super().__init__(f"{unread} of {counted(rows, 'row')} cannot be read: correct them.")


def bulk(  # noqa: PLR0913 - one parameter for each option
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(help="CSV, xlsx or JSON Lines: columns audit, command, action, by, and the options of act."),
    ],
    *,
    by: Annotated[
        str | None, typer.Option(help="Who gives the commands of rows that name nobody; with --url you, as signed in.")
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(help="Under the same key the same row happens once; without it the file's digest is the key."),
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="The sheet of a workbook that has several.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write the results here, as JSON Lines.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only read the file and say what is wrong.")] = False,
    as_json: Json = False,
) -> None:
    """Give many commands, one on each row, and say what became of each; giving the file again does nothing twice."""
    surroundings: Surroundings = ctx.obj
    terms = Terms(_key(key) or digest_of(file), by, needs_by=not address(surroundings), sheet=sheet)
    rows = list(read_commands(file, terms))
    if out:
        _write(out, [])  # what cannot be written is found out before anything happens
    stopped = Stopped(rehearsed(rows), None) if dry_run else asyncio.run(_give(surroundings, rows))
    if out:
        _write(out, stopped.results)
    _tell(stopped.results, terms.key, as_json=as_json)
    _raise(stopped, is_rehearsal=dry_run)


def _key(key: str | None) -> str | None:
    if key is not None and not 0 < len(key.strip()) <= LONGEST_KEY:
        raise BadInput("--key", f"write 1 to {LONGEST_KEY} characters.")
    return key


async def _give(surroundings: Surroundings, rows: Sequence[Wanted | Unread]) -> Stopped:
    with progress() as bar:
        async with bulk_desk(surroundings, bar) as desk:
            return await give_all(desk, rows, lambda done, of: bar("Giving", done, of))


def _tell(results: Sequence[Result], key: str, *, as_json: bool) -> None:
    counts = Counter(one.outcome for one in results)
    if as_json:
        show_json({"key": key, "counts": dict(counts), "rows": [_written(one) for one in results]})
        return
    rows = [(one.place.line, one.audit_id, one.name, one.action, one.outcome, one.because) for one in results]
    show_table(("Row", "Audit", "Command", "Action", "Outcome", "Because"), rows, folds=("Because",))
    say(", ".join(f"{number} {outcome}" for outcome, number in counts.items()) + f" (key {key}).")


def _written(one: Result) -> dict[str, Any]:
    said = {"row": one.place.line, "audit": one.audit_id, "command": one.name, "action": one.action or None}
    receipt = {"first": one.receipt.first, "last": one.receipt.last} if one.receipt else {}
    return {
        **said,
        "outcome": one.outcome,
        "because": one.because or None,
        "command_id": one.command_id or None,
        **receipt,
    }


def _write(path: Path, results: Sequence[Result]) -> None:
    try:
        path.write_text("".join(f"{json.dumps(_written(one), ensure_ascii=False)}\n" for one in results), "utf-8")
    except OSError as error:
        raise BadInput(f"--out {path}", f"it cannot be written ({error.strerror}): name another file.") from None


def _raise(stopped: Stopped, *, is_rehearsal: bool) -> None:
    failed = [one for one in stopped.results if one.outcome in FAILED]
    if stopped.error:
        raise stopped.error
    if failed:
        raise (NotAllRead if is_rehearsal else NotAllDone)(len(failed), len(stopped.results))
