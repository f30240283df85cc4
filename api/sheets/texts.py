"""A cell as text, as people would write what it holds."""

from datetime import datetime

from api.sheets.row import Cell, Flaw

LONGEST = 10_000  # characters of somebody's words


def text_of(cell: Cell) -> str:
    """Empty for an empty cell and for a flaw; whole numbers without a point, days as 2026-11-30, TRUE and FALSE."""
    if cell is None or isinstance(cell, Flaw):
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    is_whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell) if isinstance(cell, float) and is_whole else cell).strip()


def words_of(text: str) -> str:
    """Somebody's words as they may be kept; raises ValueError that says what to put right."""
    if len(text) > LONGEST:
        raise ValueError(f"it is too long: write at most {LONGEST:,} characters")
    if "\0" in text:
        raise ValueError("it holds a character that no text has: remove it")
    return text
