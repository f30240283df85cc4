"""Whether what a data folder still holds can be served, before a server tries and fails in its own words."""

from pathlib import Path

from runtime.errors import DataDamaged

NEEDED = ("PG_VERSION", "global/pg_control", "base", "pg_wal")
SQLITE = b"SQLite format 3\0"
RECORD_LOST = "the record of every audit in it is lost, and Temporal's memory is then of no use"
MEMORY_LOST = (
    "no audit is lost, for the database is the record; `python starter.py nudge --all --reason 'memory lost'` makes "
    "them go on"
)


def check_postgres(folder: Path, log: Path) -> None:
    """Raises DataDamaged when `folder`/data is there but cannot be served. Looks, and touches nothing."""
    data = folder / "data"
    if not data.exists():
        return
    missing = [each for each in [data / name for name in NEEDED] if not each.exists()]
    if not _first_bytes(folder / "password").strip():
        missing.append(folder / "password")
    if missing:
        remedy = f"put it back from a copy, or move {folder} and {folder.parent / 'temporal'} away: {RECORD_LOST}"
        raise DataDamaged("PostgreSQL's data", f"{missing[0]} is gone", remedy, log)


def check_temporal(database: Path, log: Path) -> None:
    """Raises DataDamaged when the file is there but is no SQLite database. Looks, and touches nothing."""
    if has_memory(database) and _first_bytes(database) != SQLITE:
        remedy = f"move {database.parent} away: {MEMORY_LOST}"
        raise DataDamaged("Temporal's memory", f"{database} cannot be read", remedy, log)


def has_memory(database: Path) -> bool:
    """Whether Temporal ever kept anything there: a first start that was cut short leaves an empty file."""
    return database.exists() and not (database.is_file() and database.stat().st_size == 0)


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(SQLITE))
    except OSError:
        return b""
