"""How the sample people word their commands: each shows that it is the demo's, and has an id of its own step."""

from hashlib import sha256
from typing import Any

from api.orders import Order
from domain.audit import Audit
from domain.values import Key

SAID = "The demo says:"
"""Begins everything that the sample people write, so that nobody takes it for a real person's words."""


def given(audit: Audit, what: str) -> int:
    """How often the demo has given this command of this audit already, such as `a-1/claim`."""
    prefix = f"demo/{audit.audit_id}/{what}/"
    return sum(command_id.startswith(prefix) for command_id in audit.answered)


def order(audit: Audit, by: Key, kind: str, about: Key | None = None, **fields: Any) -> Order:
    """The next command of its kind about an action or a standard (or the whole audit), numbered from 1.

    The id comes from the audit and the step alone: given twice, it happens once.
    """
    what = f"{about}/{kind}" if about else kind
    return Order(f"demo/{audit.audit_id}/{what}/{given(audit, what) + 1}", by, kind, fields)


def said(words: str) -> str:
    """Words that show they are the demo's."""
    return f"{SAID} {words}"


def evidence(reference: str) -> dict[str, str]:
    """A piece of evidence, with the digest of what was seen there: here, of its own name."""
    return {"reference": said(reference), "digest": f"sha256:{sha256(reference.encode()).hexdigest()}"}
