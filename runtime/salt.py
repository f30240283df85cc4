"""The machine's own secret for drawing what is moderated: made once, and kept beside its data."""

import secrets
from pathlib import Path

from runtime.stack import write_private

NAME = "moderation_salt"


def salt_in(data: Path) -> str:
    """The secret of this folder, for this user's eyes only; another one would draw other audits."""
    path = data / NAME
    if not path.exists():
        write_private(path, secrets.token_urlsafe(24) + "\n")
    return path.read_text().strip()
