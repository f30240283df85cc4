"""The first answer to a command, from the log; an id that another command had is not answered but refused."""

from api.errors import OtherCommand
from api.record import Record
from domain import commands as c
from domain.events import AnyEvent
from domain.values import AuditId
from storage import reading
from workflows.messages import Receipt

FIRST_EVENT = {
    "add_action": "action_opened",
    "accept": "action_accepted",
    "start": "action_begun",
    "reassign": "action_reassigned",
    "claim": "action_claimed",
    "verify": "action_verified",
    "send_back": "action_sent_back",
    "acknowledge": "action_acknowledged",
    "cancel": "action_cancelled",
    "ask_extension": "extension_requested",
    "grant_extension": "extension_granted",
    "refuse_extension": "extension_refused",
    "pause": "action_paused",
    "resume": "action_resumed",
    "wait_for": "wait_begun",
    "unwait": "clock_started",
    "judge": "standard_judged",
    "measure": "standard_measured",
    "hear_view": "childs_view_heard",
    "hand_over": "audit_handed_over",
    "withdraw": "audit_withdrawn",
    "find_again": "people_found_again",
    "replan": "audit_replanned",
    "update_calendar": "calendar_updated",
    "amend": "amended",
    "reopen": "audit_reopened",
    "undo_verify": "verification_undone",
    "moderate": "grade_moderated",
    "dispute": "dispute_opened",
    "dispute_grade": "dispute_opened",
    "decide_dispute": "dispute_decided",
    "decide_grade": "dispute_decided",
    "allocate": "audit_allocated",
    "reallocate": "audit_reallocated",
    "return_audit": "audit_returned",
    "extend_response": "response_extended",
}
"""What a command of each kind makes happen, whatever else follows from it."""
OWN = (
    "action_id",
    "standard",
    "owner",
    "to",
    "other",
    "is_met",
    "period_from",
    "period_to",
    "met",
    "total",
    "version",
    "given_on",
    "way",
    "overall",
    "auditor",
)
"""Fields that an event has from its command; words have a reference of their own each time they are kept."""


async def first_answer(record: Record, audit_id: AuditId, command: c.LaterCommand) -> Receipt | None:
    """The receipt of a command that happened, None of one that did not; raises OtherCommand."""
    answer = await record.answer(audit_id, command.command_id)
    if answer is None:
        return None
    events = [one.event for one in await reading.history(record.database, audit_id, after=answer.first - 1)]
    if not any(_is_of(event, command) for event in events if event.command_id == command.command_id):
        raise OtherCommand(command.command_id)
    return answer


def _is_of(event: AnyEvent, command: c.LaterCommand) -> bool:
    if event.kind != FIRST_EVENT[command.kind] or event.by != command.by:
        return False
    named = [field for field in OWN if field in type(event).model_fields and field in type(command).model_fields]
    return all(getattr(command, field) in (None, getattr(event, field)) for field in named)
