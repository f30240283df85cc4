"""An audit as the doors answer with all that belongs to it: its findings, and what was put right in it."""

from datetime import datetime

from pydantic import Field

from api.http.shapes import ActionItem, AuditItem, Shape, StandardItem
from api.proposals import ProposalShown
from api.views import ComplaintSaid, ViewsSaid
from api.wording import Words
from storage.shown import FindingLine


class FindingItem(Shape):
    """What the audit saw about one standard."""

    finding_id: str
    standard: str
    is_met: bool
    is_safety: bool
    grade: str | None
    answer: str | None = Field(
        description="Of a complaint's point, as it was answered: upheld, partly_upheld or not_upheld."
    )
    text: str
    action_id: str | None = Field(description="The action it called for, or the one that covers it.")
    left_because: str | None = Field(description="Why it has no action of its own: met, not_upheld, duplicate.")

    @classmethod
    def of(cls, line: FindingLine, words: Words) -> "FindingItem":
        return cls(**{**line._asdict(), "text": words.text(line.text_id)})


class CorrectionItem(Shape):
    """One thing that had been entered wrongly and was put right."""

    seq: int = Field(description="The event of the audit's log that put it right.")
    at: datetime
    by: str
    what: str = Field(description="finding, action, subject, grades.")
    finding_id: str | None
    action_id: str | None
    now: str = Field(description="What it has said from then on, in words.")
    before: str = Field(description="What stood there before, in words.")
    reason: str


class AuditWhole(AuditItem):
    """An audit with all that belongs to it."""

    standards: list[StandardItem]
    actions: list[ActionItem]
    findings: list[FindingItem]
    views: ViewsSaid
    complaint: ComplaintSaid | None = Field(description="What it answers; null: it answers none.")
    corrections: list[CorrectionItem] = Field(description="Oldest first, both versions of each.")
    proposal: ProposalShown | None = Field(None, description="What asked for it, if many audits did.")
    restricted_to: list[str] | None = Field(
        description="The only people who may know of it; null: it is not restricted."
    )
