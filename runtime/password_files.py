"""Passwords that lie in files of their own, so that no list of processes or containers shows them."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

LEAST_TOKEN = 16  # characters


class PasswordUnusable(ValueError):
    """The sentence begins with the name of the setting and quotes no password."""


def with_password(name: str, url: str | None, file: Path) -> str:
    """`url` with what `file` holds as its user's password; `name` is DATABASE or SMTP. An empty file goes with
    a URL that names no user. Raises PasswordUnusable.
    """
    parts, password = urlsplit(url or ""), _content(f"{name}_PASSWORD_FILE", file)
    if url and not parts.username and not password:  # a server that knows us by where we are
        return url
    if not parts.username or parts.password is not None:
        raise PasswordUnusable(f"{name}_PASSWORD_FILE goes with a {name}_URL that names a user and no password")
    if not password:
        raise PasswordUnusable(f"{name}_PASSWORD_FILE: {file} is empty")
    user, _, place = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user}:{quote(password, safe='')}@{place}"))


def token_in(setting: str, file: Path) -> str:
    """The token that `file` holds. Raises PasswordUnusable."""
    token = _content(setting, file)
    if len(token) < LEAST_TOKEN:
        raise PasswordUnusable(f"{setting}: {file} holds less than {LEAST_TOKEN} characters")
    return token


def named_secret(name: str, surroundings: Mapping[str, str]) -> str | None:
    """What `name` holds, or the file that `name`_FILE names; None when there is neither, or the file cannot be read."""
    if given := surroundings.get(name, "").strip():
        return given
    if not (file := surroundings.get(f"{name}_FILE")):
        return None
    try:
        return _content(f"{name}_FILE", Path(file)) or None
    except PasswordUnusable:
        return None


def _content(setting: str, file: Path) -> str:
    try:
        return file.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        raise PasswordUnusable(f"{setting}: {file} cannot be read ({reason})") from None
