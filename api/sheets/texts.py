"""A cell as text, as people would write what it holds."""

from datetime import datetime

from api.sheets.row import Cell, Flaw


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
