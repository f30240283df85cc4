"""Which field of an audit, or of an action, holds the chase of each matter."""

from domain.events import Matter

OF_AUDIT: dict[Matter, str] = {
    "check": "check",
    "handover": "handover",
    "return": "returning",
    "allocation": "returning",
}
"""Of the whole audit's matters."""

OF_ACTION: dict[Matter, str] = {
    "action": "chase",
    "safety": "chase",
    "concern": "concern",
    "verification": "verification",
}
"""Of an action's matters."""
