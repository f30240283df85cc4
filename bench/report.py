"""The figures as people read them, and as programs do."""

import json
from collections.abc import Iterable
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from bench.figures import Part, Row


def show(part: Part, console: Console) -> None:
    """One table: ours, the smallest workflow's, and the ratio of their middles."""
    table = Table(title=part.title, title_justify="left", title_style="bold")
    table.add_column(part.figures)
    for column in ("Auditloop", "smallest", "ratio", "target"):
        table.add_column(column, justify="right")
    for row in part.rows:
        table.add_row(
            row.what, row.ours.in_words, row.smallest.in_words if row.smallest else "", _ratio(row), row.target
        )
    console.print(table)
    for note in part.notes:
        console.print(note)
    console.print()


def machine() -> str:
    """What it runs on."""
    return f"{psutil.cpu_count()} cores, everything on them: servers, worker and sender. {load()}"


def load() -> str:
    """How busy the machine is: more than the cores it has means that figures in seconds are too high."""
    one, five, _ = psutil.getloadavg()
    return f"Load of the last minute {one:.1f}, of the last five {five:.1f}."


def write(parts: Iterable[Part], file: Path) -> None:
    """All parts as JSON."""
    told = [
        {"part": part.title, "figures": part.figures, "rows": [_told(row) for row in part.rows], "notes": part.notes}
        for part in parts
    ]
    file.write_text(json.dumps(told, indent=2) + "\n")


def _told(row: Row) -> dict[str, object]:
    return {
        "what": row.what,
        "ours": row.ours._asdict(),
        "smallest": row.smallest._asdict() if row.smallest else None,
        "ratio": row.ratio,
        "target": row.target or None,
    }


def _ratio(row: Row) -> str:
    return "" if row.ratio is None else f"{row.ratio:.2f} ×"
