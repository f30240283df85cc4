"""Where the API keeps what is asked from afar: the path of an audit, and of a command on it."""

import re
from typing import Any
from urllib.parse import quote

from api.errors import NoSuchAudit
from api.orders import Order
from domain.values import AuditId

ELSEWHERE = {
    "add_action": "actions",
    "hear_view": "views",
    "amend": "amend",
}
"""Commands on the audit, whatever they name: those that add to a list of it have the list's path."""
_AUDIT_ID = re.compile(r"[a-z0-9-]{1,64}")


def command_of(audit_id: AuditId, order: Order) -> tuple[str, dict[str, Any]]:
    """The path of a command, and what is said there; raises NoSuchAudit."""
    path, said = of_audit(audit_id), dict(order.fields)
    if order.kind in ELSEWHERE:
        return f"{path}/{ELSEWHERE[order.kind]}", said
    if action := said.pop("action_id", None):
        path += f"/actions/{quote(action, safe='')}"
    return f"{path}/{order.kind.replace('_', '-')}", said


def of_audit(audit_id: AuditId) -> str:
    """The path of an audit; no other id is anybody's."""
    if not _AUDIT_ID.fullmatch(audit_id):
        raise NoSuchAudit(audit_id)
    return f"/audits/{audit_id}"
