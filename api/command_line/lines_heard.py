"""What the API shows of audits and actions, as the values that the tables beside the engine give."""

from collections.abc import Sequence
from typing import Any

from api.command_line.desk import Whole
from api.http.shapes import ActionItem, AuditItem, NoticeItem
from api.http.webhook_shapes import DeliveryItem
from api.http.whole_shapes import AuditWhole
from api.wording import Words
from storage.letter import DeadLetter
from storage.shown import ActionLine, AuditLine, AuditShown, CorrectionLine, FindingLine, StandardLine

WEBHOOK = "webhook"


def audit_line(item: AuditItem) -> AuditLine:
    """An audit in a list."""
    return AuditLine(**{name: getattr(item, name) for name in AuditLine._fields})


def action_line(item: ActionItem) -> ActionLine:
    """An action; the API has worded it already."""
    worded: dict[str, Any] = {"title_text": None, "outcome_text": None}
    return ActionLine(**worded, **{name: getattr(item, name) for name in ActionLine._fields if name not in worded})


def audit_shown(whole: AuditWhole) -> Whole:
    """An audit with all that belongs to it, in words; the texts of its findings go by their ids."""
    shown = AuditShown(
        audit_line(whole),
        [StandardLine(**one.model_dump()) for one in whole.standards],
        [action_line(one) for one in whole.actions],
        [FindingLine(**one.model_dump(exclude={"text"}), text_id=one.finding_id) for one in whole.findings],
        [CorrectionLine(**one.model_dump()) for one in whole.corrections],
    )
    words = Words({one.finding_id: one.text for one in whole.findings}, names_of(whole.actions))
    return Whole(shown, words, whole.views, whole.complaint, whole.proposal)


def names_of(actions: Sequence[ActionItem]) -> dict[str, str]:
    """The names of their owners."""
    return {one.owner: one.owner_name for one in actions}


def dead_letter(item: NoticeItem) -> DeadLetter:
    """A letter that was given up."""
    return DeadLetter.model_validate({name: getattr(item, name) for name in DeadLetter.model_fields})


def dead_delivery(item: DeliveryItem) -> DeadLetter:
    """An event that another system did not take."""
    known = item.model_dump(exclude={"kind", "webhook"})
    return DeadLetter(**known, action_id=None, notice=item.kind, role=WEBHOOK, person=item.webhook, channel=WEBHOOK)
