"""What the tables hold of an audit or an action, in the shapes of the doors."""

from sqlalchemy.ext.asyncio import AsyncConnection

from api.corrections import corrections
from api.errors import NoSuchAudit
from api.http.errors import NothingThere
from api.http.shapes import ActionItem, AuditItem, StandardItem
from api.http.whole_shapes import AuditWhole, CorrectionItem, FindingItem
from api.views import said_to
from api.wording import worded
from domain.directory import Directory
from domain.values import AuditId
from storage import listing, reading
from storage.blind import Look
from storage.listing import Slice
from storage.scope import Scope


async def whole(
    connection: AsyncConnection,
    directory: Directory,
    audit_id: AuditId,
    look: Look,
    named: frozenset[str] | None,
) -> AuditWhole:
    """An audit with all that belongs to it; raises NoSuchAudit."""
    shown = await reading.shown(connection, audit_id, look.now, look.reader)
    if shown is None:
        raise NoSuchAudit(audit_id)
    words = await worded(connection, directory, shown.actions, [one.text_id for one in shown.findings])
    put_right = [] if shown.audit.is_blind else await corrections(connection, directory, audit_id)
    return AuditWhole(
        **shown.audit._asdict(),
        standards=[StandardItem.of(one) for one in shown.standards],
        actions=[ActionItem.of(one, words) for one in shown.actions],
        findings=[FindingItem.of(one, words) for one in shown.findings],
        **(await said_to(connection, audit_id))._asdict(),
        corrections=[CorrectionItem.model_validate(one) for one in put_right],
        restricted_to=None if named is None else sorted(named),
    )


async def audit(connection: AsyncConnection, audit_id: AuditId, look: Look) -> AuditItem:
    """An audit as lists show it; raises NoSuchAudit."""
    line = await reading.line(connection, audit_id, look.now, look.reader)
    if line is None:
        raise NoSuchAudit(audit_id)
    return AuditItem.of(line)


async def action(
    connection: AsyncConnection,
    directory: Directory,
    audit_id: AuditId,
    action_id: str,
    look: Look,
) -> ActionItem:
    """One action of an audit that was entered before; raises NothingThere."""
    wish = {"audit_id": audit_id, "action_id": action_id}
    everything = Scope(person=None, is_everything=True, reader=look.reader)
    page = await listing.actions(connection, everything, wish, Slice("due_at", 1), look.now)
    if not page.rows:
        raise NothingThere("action", action_id)
    return ActionItem.of(page.rows[0], await worded(connection, directory, page.rows))
