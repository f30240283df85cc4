"""What the doors answer with. Times are in UTC; lists come a page at a time."""

from datetime import datetime
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from api.wording import Words
from storage.shown import ActionLine, AuditLine, StandardLine

Item = TypeVar("Item")


class Shape(BaseModel):
    """An answer, or a part of one."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class Paged(Shape, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    next: str | None = Field(description="Hand this in as `cursor` for the next page; null on the last one.")


class AuditItem(Shape):
    """An audit as lists show it."""

    audit_id: str
    kind: str
    subject: str
    team: str
    auditor: str = Field(description="Empty while it is planned and nobody makes it.")
    overall: str = Field(description="The grade in force; empty until it is returned, and while `is_blind`.")
    framework: str
    version: int
    status: str
    cycle: int
    level: int = Field(description="How far up the ladder anything open has been told; 0: nobody but the owners.")
    actions_open: int
    actions_overdue: int
    started_at: datetime
    next_moment: datetime | None = Field(description="When something happens by time alone, if nobody does anything.")
    check_due_at: datetime | None
    ended_at: datetime | None
    seq: int = Field(description="The last event of its log.")
    return_by: datetime | None = Field(None, description="Until when a planned audit must be returned.")
    returned_at: datetime | None = Field(None, description="When it was; null too for one that was made elsewhere.")
    moderation: str | None = Field(None, description="A second grade: to be drawn, awaited, given, not chosen.")
    first_overall: str | None = Field(None, description="The grade that the second was held against.")
    second_overall: str | None = None
    moderator: str | None = Field(None, description="Who gave the second grade; `auditor` gave the first.")
    disputes_open: int = Field(0, description="How much of it is disputed and not decided.")
    is_blind: bool = Field(False, description="You may be asked for a second grade: what it found is kept from you.")

    @classmethod
    def of(cls, line: AuditLine) -> "AuditItem":
        return cls(**line._asdict())


class ActionItem(Shape):
    """An action."""

    audit_id: str
    action_id: str
    title: str
    outcome: str = Field(description="What will be different for the child.")
    standard: str
    finding_id: str | None
    owner: str
    owner_name: str
    status: str
    is_finished: bool
    is_overdue: bool
    due_at: datetime = Field(description="The date in force: due until this instant.")
    original_due_at: datetime
    level: int
    cycle: int
    is_safety: bool
    paused_until: datetime | None = Field(None, description="Its clock stands until then, unless it is resumed.")
    waits_for: str | None = Field(None, description="The action that must be finished before its clock starts.")
    extension_asked_for: datetime | None = Field(None, description="The date that is asked for, until that is decided.")
    extensions: int = Field(0, description="How often it was given more time.")

    @classmethod
    def of(cls, line: ActionLine, words: Words) -> "ActionItem":
        fields = line._asdict()
        said = {"title": words.title(line), "outcome": words.outcome(line), "owner_name": words.name(line.owner)}
        return cls(**{**fields, **said})


class StandardItem(Shape):
    """How a practice standard stands in an audit."""

    standard: str
    title: str
    check_by: str = Field(description="judged, by a person; or measured, from counts.")
    is_met: bool
    cycle: int

    @classmethod
    def of(cls, line: StandardLine) -> "StandardItem":
        return cls(**line._asdict())


class StandingItem(StandardItem):
    """A standard in a list over many audits."""

    audit_id: str
    team: str
    check_due_at: datetime | None


class Done(Shape):
    """A command that happened: its events in the log, and how things stand now."""

    command_id: str
    first: int
    last: int
    audit: AuditItem | None = Field(None, description="Null for somebody who may do this but not read the audit.")
    action: ActionItem | None = None


class Started(Shape):
    """An audit that was started, or was there already."""

    audit_id: str
    was_there: bool
    audit: AuditItem


class NoticeItem(Shape):
    """A message to somebody, and what became of it."""

    notice_id: str
    audit_id: str
    seq: int = Field(description="The event of the audit's log that asked for it.")
    action_id: str | None
    notice: str
    role: str
    person: str
    is_urgent: bool
    state: str = Field(description="waiting, leased, sent, dead, stale; past was of a time before the import.")
    due_at: datetime
    attempts: int
    sent_at: datetime | None
    failure: str | None
    channel: str = Field(description="By which it goes: mail, or the channel that its person chose.")
    stale_because: str | None = Field(None, description="What happened since, if it must not leave any more.")


class StoryItem(Shape):
    """One event of an audit's log, in plain words; or a note that somebody left."""

    seq: int = Field(description="Of a note, the event that it stands after.")
    at: datetime
    kind: str
    actor: str = Field(description="A person's id, or `engine`.")
    text: str
    note: str | None = Field(None, description="Of a note, its id.")
