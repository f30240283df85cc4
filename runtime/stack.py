"""The note a running machine leaves so that other programs find its servers."""

import os
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

NAME = "stack.json"


class Stack(BaseModel):
    """Where the servers of this machine listen; `pid` is the process that runs them."""

    model_config = ConfigDict(frozen=True)

    pid: int
    database_url: str
    temporal_address: str
    smtp_url: str
    oidc_issuer: str | None = None
    api_url: str | None = None
    temporal_ui: str | None = None
    mailbox: Path | None = None
    moderation_salt: str | None = None
    people: Path | None = None  # of those who may sign in here without a password

    @classmethod
    def read(cls, data: Path) -> Self | None:
        """The note in `data`, or None when there is none to be read or the process that wrote it is gone."""
        try:
            stack = cls.model_validate_json((data / NAME).read_text())
        except (FileNotFoundError, ValidationError):
            return None
        return stack if _is_alive(stack.pid) else None

    def write(self, data: Path) -> None:
        """Leave the note for this user's eyes only, whole or not at all: it holds secrets."""
        write_private(data / NAME, self.model_dump_json(indent=2) + "\n")


def write_private(path: Path, text: str) -> None:
    """Write `text` so that only this user can read it and nobody ever sees half of it."""
    draft = path.with_name(f".{path.name}.draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    draft.rename(path)


def forget_stack(data: Path) -> None:
    (data / NAME).unlink(missing_ok=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
