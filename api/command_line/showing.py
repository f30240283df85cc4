"""show: one audit with its standards, actions and findings."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import typer

from api.command_line.desk import Whole
from api.command_line.lists import audit_fields
from api.command_line.proposal_shown import tell_evidence
from api.command_line.shown import Json, say, show_json, show_table
from api.command_line.surroundings import Surroundings
from api.command_line.views_shown import tell_complaint, tell_views
from api.command_line.where import desk
from api.command_line.worded import action_fields, in_order, plain, state
from api.wording import Words
from domain.dates_in_words import due_in_short, due_in_words, moment_in_words
from storage.shown import ActionLine, AuditLine, AuditShown, CorrectionLine, FindingLine

AuditArgument = Annotated[str, typer.Argument(metavar="AUDIT", help="The audit's id.")]


LEFT = {"met": "nothing to do: it was met", "not_upheld": "nothing to do: it was not upheld"}


def show(ctx: typer.Context, audit_id: AuditArgument, *, as_json: Json = False) -> None:
    """Show one audit: its standards, actions and findings, and whose views were heard."""
    whole = asyncio.run(_show(ctx.obj, audit_id))
    if as_json:
        complaint = whole.complaint.model_dump(mode="json") if whole.complaint else None
        asked = whole.proposal.model_dump(mode="json") if whole.proposal else None
        said = {"views": whole.views.model_dump(mode="json"), "complaint": complaint, "proposal": asked}
        show_json(_as_fields(whole.shown, whole.words) | said)
    else:
        _tell(whole.shown, whole.words, ctx.obj.clock())
        if whole.proposal:
            tell_evidence(whole.proposal)
        tell_complaint(whole.complaint)
        tell_views(whole.views)


async def _show(surroundings: Surroundings, audit_id: str) -> Whole:
    async with desk(surroundings) as here:
        whole = await here.audit(audit_id)
    shown = whole.shown
    shown = shown._replace(
        actions=sorted(shown.actions, key=lambda one: in_order(one.action_id)),
        findings=sorted(shown.findings, key=lambda one: in_order(one.finding_id)),
    )
    return whole._replace(shown=shown)


def _as_fields(shown: AuditShown, words: Words) -> dict[str, object]:
    return {
        **audit_fields(shown.audit),
        "standards": [one._asdict() for one in shown.standards],
        "actions": [action_fields(one, words.title(one)) for one in shown.actions],
        "findings": [_finding(one, words) for one in shown.findings],
        "corrections": [one._asdict() for one in shown.corrections],
    }


def _finding(finding: FindingLine, words: Words) -> dict[str, object]:
    fields = finding._asdict()
    del fields["text_id"]
    return {**fields, "text": words.text(finding.text_id)}


def _tell(shown: AuditShown, words: Words, now: datetime) -> None:
    audit = shown.audit
    say(f"{audit.audit_id}: {plain(audit.kind)} audit of {audit.subject}, {_graded(audit)}, {audit.status}")
    say(f"Started {moment_in_words(audit.started_at)}, cycle {audit.cycle}, level {audit.level}.")
    if audit.return_by and not audit.returned_at:
        say(f"To be returned by {audit.auditor} {due_in_words(audit.return_by)}.")
    if second := _second_look(audit):
        say(second)
    if audit.next_moment:
        say(f"Something happens next {moment_in_words(audit.next_moment)}.")
    show_table(
        ("standard", "title", "check", "met", "cycle"),
        [(one.standard, one.title, one.check_by, one.is_met, one.cycle) for one in shown.standards],
        title="\nStandards",
        folds=("title",),
        spare=("cycle", "check"),
    )
    columns = ("action", "title", "owner", "status", "due", "level", "cycle")
    actions = [_action(one, words, now) for one in shown.actions]
    show_table(columns, actions, title="\nActions", folds=("title",), spare=("cycle", "level", "owner"))
    rows = [(one.finding_id, one.standard, words.text(one.text_id), _became(one)) for one in shown.findings]
    found = ("finding", "standard", "text", "became")
    show_table(found, rows, title="\nFindings", folds=("text",), spare=("standard",))
    if shown.corrections:
        _tell_put_right(shown.corrections)


def _tell_put_right(corrections: Sequence[CorrectionLine]) -> None:
    rows = [(one.at, one.by, _which(one), one.now, one.before, one.reason) for one in corrections]
    columns = ("put right", "by", "what", "now", "before", "reason")
    show_table(columns, rows, title="\nCorrections", folds=("now", "before", "reason"), spare=("reason", "by"))


def _which(one: CorrectionLine) -> str:
    return " ".join(part for part in (one.what, one.finding_id or one.action_id) if part)


def _graded(audit: AuditLine) -> str:
    if audit.is_blind:
        return "its grade not shown to you before a second one is given"
    return f"{plain(audit.overall)} overall" if audit.overall else "not returned yet"


def _second_look(audit: AuditLine) -> str | None:
    disputed = f"Disputed: {audit.disputes_open}." if audit.disputes_open else ""
    if audit.moderation == "given" and audit.first_overall and audit.second_overall:
        first, second = plain(audit.first_overall), plain(audit.second_overall)
        graded = f"Graded {first} by {audit.auditor}, then {second} by {audit.moderator}, who did not know the first."
        return f"{graded} {disputed}".strip()
    looked = {"awaited": "A second grade is awaited.", "to be drawn": "Whether it is moderated is yet to be drawn."}
    return f"{looked.get(audit.moderation or '', '')} {disputed}".strip() or None


def _action(action: ActionLine, words: Words, now: datetime) -> tuple[object, ...]:
    due, owner = due_in_short(action.due_at, now), words.name(action.owner)
    return action.action_id, words.title(action), owner, state(action, now), due, action.level, action.cycle


def _became(finding: FindingLine) -> str:
    if finding.left_because in LEFT:
        return LEFT[finding.left_because]
    action = f"covered by {finding.action_id}" if finding.left_because else finding.action_id or ""
    return f"{plain(finding.answer)}: {action}" if finding.answer else action
