"""What operators can filter audits by in Temporal's own pages: typed, and nothing personal."""

from collections.abc import Iterator
from typing import Any

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.common import (
    SearchAttributeKey,
    SearchAttributePair,
    SearchAttributeUpdate,
    TypedSearchAttributes,
)

from domain.audit import ActionStatus, Audit, AuditStatus
from domain.commands import FirstCommand, PlanAudit

KIND = SearchAttributeKey.for_keyword("AuditKind")
STATUS = SearchAttributeKey.for_keyword("AuditStatus")
OVERALL = SearchAttributeKey.for_keyword("OverallGrade")
TEAM = SearchAttributeKey.for_keyword("Team")
OVERDUE = SearchAttributeKey.for_bool("Overdue")
LEVEL = SearchAttributeKey.for_int("LadderLevel")
STUCK = SearchAttributeKey.for_bool("Stuck")

ATTRIBUTES: dict[str, IndexedValueType.ValueType] = {
    **{key.name: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD for key in (KIND, STATUS, OVERALL, TEAM)},
    **{key.name: IndexedValueType.INDEXED_VALUE_TYPE_BOOL for key in (OVERDUE, STUCK)},
    LEVEL.name: IndexedValueType.INDEXED_VALUE_TYPE_INT,
}
"""Every attribute and its type, as a server must know them before the first audit."""


Known = FirstCommand | Audit
"""By what an audit is known that begins, or goes on."""


def overall_of(known: Known) -> str:
    """Its overall grade; empty until it is returned."""
    return "" if isinstance(known, PlanAudit) else known.overall


def status_of(known: Known) -> AuditStatus:
    """Where it is when its workflow begins."""
    if isinstance(known, Audit):
        return known.status
    if isinstance(known, PlanAudit):
        return AuditStatus.ALLOCATED if known.auditor else AuditStatus.PLANNED
    return AuditStatus.ACTING


def start_attributes(start: Known) -> TypedSearchAttributes:
    """What an audit is started with, free of charge."""
    overall = overall_of(start)
    pairs: list[SearchAttributePair[Any]] = [
        SearchAttributePair(KIND, start.audit_kind),
        SearchAttributePair(STATUS, str(status_of(start))),
        *([SearchAttributePair(OVERALL, overall)] if overall else []),
        SearchAttributePair(TEAM, start.team),
        SearchAttributePair(OVERDUE, value=False),
        SearchAttributePair(LEVEL, 0),
        SearchAttributePair(STUCK, value=False),
    ]
    return TypedSearchAttributes(pairs)


def changes(before: TypedSearchAttributes, audit: Audit, *, is_stuck: bool) -> list[SearchAttributeUpdate[Any]]:
    """What must be written so that the attributes say how the audit stands; empty when they do."""
    return [key.value_set(value) for key, value in _now(audit, is_stuck=is_stuck) if before.get(key) != value]


def _now(audit: Audit, *, is_stuck: bool) -> Iterator[tuple[SearchAttributeKey[Any], Any]]:
    waiting = (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)
    yield STATUS, str(audit.status)
    if audit.overall:
        yield OVERALL, audit.overall
    is_late = any(one.chase.is_overdue for one in audit.unfinished if one.status in waiting)
    is_unreturned = audit.status is AuditStatus.ALLOCATED and bool(audit.returning and audit.returning.is_overdue)
    yield OVERDUE, (is_late or is_unreturned) and not audit.is_over
    yield LEVEL, audit.level
    yield STUCK, is_stuck
