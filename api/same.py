"""Is the audit in the log the one that was handed in? Of two under one id, the second must not go unnoticed."""

from collections.abc import Mapping

from api.forms import AuditForm, FindingForm, Noted, PlanForm, PointForm
from domain import events as e
from domain.calendar import end_of_day
from domain.values import TextRef, Wording
from storage import reading, texts
from storage.database import Database

Words = Mapping[str, str | None]
AS_THEY_ARE = ("subject", "team", "auditor", "overall", "grades", "re_audit_of")


async def says_the_same(database: Database, form: AuditForm) -> bool:
    """Does the log's beginning of this audit say what the form says? Words that were erased count as the same."""
    log = [one.event for one in await reading.history(database, form.audit_id)]
    started = next(event for event in log if isinstance(event, e.AuditStarted | e.AuditReturned))
    noted = {event.finding_id: event for event in log if isinstance(event, e.FindingNoted)}
    opened = {
        event.finding_id: event for event in reversed(log) if isinstance(event, e.ActionOpened) and event.finding_id
    }
    said = [event.text for event in noted.values()] + [event.outcome for event in opened.values()]
    words = await texts.words(database, [one.id for one in said if isinstance(one, TextRef)])
    found = {one.finding_id: one for one in form.noted}
    return (
        _is_started_so(started, form)
        and noted.keys() == found.keys()
        and all(_is_noted_so(noted[key], one, words) for key, one in found.items())
        and all(_is_opened_so(opened[key], one.said, words) for key, one in found.items() if key in opened)
    )


async def complains_the_same(database: Database, form: PlanForm) -> bool:
    """Is the complaint in the log the one that is told of? Words that were erased count as the same."""
    planned = (await reading.history(database, form.audit_id))[0].event
    if not isinstance(planned, e.AuditPlanned) or planned.complaint is None:
        return False
    said, text = planned.complaint, planned.complaint.text
    words = await texts.words(database, [text.id] if text else [])
    facts = (planned.subject, planned.team, said.received_on, said.reference)
    is_worded = text is None or form.text is None or _says(text, form.text, words)
    return facts == (form.subject, form.team, form.received_on, form.reference) and is_worded


def _is_started_so(started: e.AuditStarted | e.AuditReturned, form: AuditForm) -> bool:
    """What a return leaves out, its plan has said, and the return was checked against it."""
    is_kind = isinstance(started, e.AuditReturned) or started.audit_kind == form.kind
    said = [one for one in AS_THEY_ARE if one in type(started).model_fields]
    return is_kind and all(getattr(started, one) == getattr(form, one) for one in said)


def _is_noted_so(noted: e.FindingNoted, one: Noted, words: Words) -> bool:
    facts = (noted.standard, noted.is_met, noted.is_safety, noted.grade, noted.answer)
    said = (one.said.standard, one.is_met, one.said.safety, one.grade, one.answer)
    return facts == said and _says(noted.text, one.said.text, words)


def _is_opened_so(opened: e.ActionOpened, form: FindingForm | PointForm, words: Words) -> bool:
    is_due = form.due is None or form.safety or opened.due_at == end_of_day(form.due)
    is_worded = form.outcome is None or _says(opened.outcome, form.outcome, words)
    return form.owner in (None, opened.owner) and is_due and is_worded


def _says(kept: Wording, said: str, words: Words) -> bool:
    return (words.get(kept.id) if isinstance(kept, TextRef) else kept) in (None, said)
