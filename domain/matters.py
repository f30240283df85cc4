"""Which field of an audit holds the chase of each matter that is the whole audit's."""

from domain.events import Matter

OF_AUDIT: dict[Matter, str] = {
    "moderation": "moderating",
    "check": "check",
    "handover": "handover",
    "return": "returning",
    "allocation": "returning",
}
