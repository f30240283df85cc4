"""Where the API keeps what is asked from afar: the path of an audit, and of a command on it."""

import re
from typing import Any
from urllib.parse import quote

from api.errors import NoSuchAudit
from api.orders import Order
from domain.values import AuditId

ADD = "add_action"
_AUDIT_ID = re.compile(r"[a-z0-9-]{1,64}")


def command_of(audit_id: AuditId, order: Order) -> tuple[str, dict[str, Any]]:
    """The path of a command, and what is said there; raises NoSuchAudit."""
    path, said = of_audit(audit_id), dict(order.fields)
    if order.kind == ADD:
        return f"{path}/actions", said
    if action := said.pop("action_id", None):
        path += f"/actions/{quote(action, safe='')}"
    return f"{path}/{order.kind.replace('_', '-')}", said


def of_audit(audit_id: AuditId) -> str:
    """The path of an audit; no other id is anybody's."""
    if not _AUDIT_ID.fullmatch(audit_id):
        raise NoSuchAudit(audit_id)
    return f"/audits/{audit_id}"
