"""What the tables say of a second look at an audit's grade, and of disputes."""

from typing import Any

from domain.audit import Audit


def second_look(audit: Audit) -> dict[str, Any]:
    """What became of a second look at its grade; while one may yet come, the role that must not know the first."""
    given, rule = audit.moderation, audit.rules.moderation
    is_coming = audit.awaits_draw or (audit.moderating is not None and not audit.is_over)
    return {
        "moderation": _place(audit),
        "second_grade_by": rule.role if rule and is_coming else None,
        "first_overall": given.first if given else None,
        "second_overall": given.overall if given else None,
        "moderator": given.by if given else None,
        "disputes_open": 0 if audit.is_over else len(audit.disputed),
    }


def _place(audit: Audit) -> str | None:
    if audit.moderation is None:
        return "to be drawn" if audit.awaits_draw else None
    if audit.moderation.is_given:
        return "given"
    return "awaited" if audit.moderation.is_chosen else "not chosen"
