"""What somebody of the sample council wants to do next: an ordinary command in plain words."""

from hashlib import sha256
from typing import Any, NamedTuple

from domain.audit import Audit
from domain.values import Key

SAID = "The demo says:"
"""Begins everything that the sample people write, so that nobody takes it for a real person's words."""


class Wish(NamedTuple):
    """A command that somebody would give now. Its id comes from the audit and the step, so it happens once."""

    command_id: Key
    by: Key
    kind: str
    fields: dict[str, Any]


def given(audit: Audit, what: str) -> int:
    """How often the demo has given this command of this audit already; `what` ends where the number begins."""
    prefix = f"demo/{audit.audit_id}/{what}/"
    return sum(command_id.startswith(prefix) for command_id in audit.answered)


def wish(audit: Audit, by: Key, kind: str, about: Key | None = None, **fields: Any) -> Wish:
    """The next command of its kind about an action or a standard (or the whole audit), numbered from 1."""
    what = f"{about}/{kind}" if about else kind
    return Wish(f"demo/{audit.audit_id}/{what}/{given(audit, what) + 1}", by, kind, fields)


def said(words: str) -> str:
    """Words that show they are the demo's."""
    return f"{SAID} {words}"


def evidence(reference: str) -> dict[str, str]:
    """A piece of evidence, with the digest of what was seen there: here, of its own name."""
    return {"reference": said(reference), "digest": f"sha256:{sha256(reference.encode()).hexdigest()}"}
