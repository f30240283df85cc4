"""The life of an audit: from where each event moves it, and where to. What is not here moves nothing."""

from domain import events as e
from domain.audit import OVER, AuditStatus

ACTING, CHECKING, HANDED_OVER = AuditStatus.ACTING, AuditStatus.CHECKING, AuditStatus.HANDED_OVER
PLANNED, ALLOCATED = AuditStatus.PLANNED, AuditStatus.ALLOCATED
WATCHING = AuditStatus.WATCHING
OPEN = (ACTING, CHECKING, WATCHING, HANDED_OVER)

AUDIT_MOVES: dict[tuple[AuditStatus, type[e.Event]], AuditStatus] = {
    (PLANNED, e.AuditAllocated): ALLOCATED,
    (ALLOCATED, e.AuditReturned): ACTING,
    (ACTING, e.CheckingStarted): CHECKING,
    (CHECKING, e.ActionOpened): ACTING,
    (CHECKING, e.CycleStarted): ACTING,
    **{(status, e.WatchingStarted): WATCHING for status in (ACTING, CHECKING)},
    (WATCHING, e.ActionOpened): ACTING,
    (WATCHING, e.CycleStarted): ACTING,
    **{(status, e.VerificationUndone): ACTING for status in (CHECKING, WATCHING)},
    (WATCHING, e.AuditHandedOver): HANDED_OVER,
    (ACTING, e.AuditHandedOver): HANDED_OVER,
    (CHECKING, e.AuditHandedOver): HANDED_OVER,
    **{(status, e.AuditClosed): AuditStatus.CLOSED for status in OPEN},
    **{(status, e.AuditReopened): ACTING for status in sorted(OVER)},
    **{(status, e.AuditWithdrawn): AuditStatus.WITHDRAWN for status in (PLANNED, ALLOCATED, *OPEN)},
}
