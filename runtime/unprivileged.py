"""Whom to run PostgreSQL as when we are root, since it refuses to be root itself."""

import os
import pwd
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from runtime.errors import NoUnprivilegedUser

CANDIDATES = ("postgres", "nobody")
PASSABLE = 0o001


@dataclass(frozen=True)
class RunAs:
    """User 0 means: stay who we are. `reach`: keep the right to pass folders that are closed to that user."""

    user: int = 0
    group: int = 0
    reach: bool = False

    def arguments(self) -> list[str]:
        return [str(self.user), str(self.group), "reach" if self.reach else "plain"]

    def own(self, path: Path) -> None:
        if self.user:
            os.chown(path, self.user, self.group)


SAME_USER = RunAs()


def unprivileged(data: Path, needed: Iterable[Path]) -> RunAs:
    """An ordinary user stays as is; root becomes the owner of `data`, or a user without rights.

    No folder's mode is changed: if one above `data` or `needed` is closed to that user (a checkout below
    a 0700 home), the child keeps the one capability that lets it pass. Raises NoUnprivilegedUser.
    """
    if os.geteuid() != 0:
        return SAME_USER
    user, group = _owner(data) or _candidate()
    return RunAs(user, group, reach=not all(_is_open(path) for path in [data.parent, *needed]))


def _owner(data: Path) -> tuple[int, int] | None:
    if not data.exists() or data.stat().st_uid == 0:
        return None
    return data.stat().st_uid, data.stat().st_gid


def _candidate() -> tuple[int, int]:
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    raise NoUnprivilegedUser


def _is_open(path: Path) -> bool:
    return all(folder.stat().st_mode & PASSABLE for folder in [path, *path.resolve().parents])
