"""Every command, each a route: what it is called, who may give it, what it says, and which order it becomes."""

from collections.abc import Awaitable, Callable
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Response

from api.access import Capability
from api.forms import Form
from api.giving import Giving
from api.http import shown
from api.http.body import Body
from api.http.command_forms import (
    AddActionForm,
    AllocateForm,
    AmendForm,
    Because,
    ClaimForm,
    DecideForm,
    DecideGradeForm,
    ExtensionForm,
    HandOverForm,
    JudgeForm,
    MeasureForm,
    ModerateForm,
    Nothing,
    PauseForm,
    ReallocateForm,
    ReassignForm,
    ReopenForm,
    ReplanForm,
    ViewForm,
    WaitForm,
)
from api.http.once import Once, asking
from api.http.room import room
from api.http.shapes import Done
from api.http.visit import Visit
from api.orders import Order
from domain.values import AuditId, Key

Endpoint = Callable[..., Awaitable[Response]]


class Route(NamedTuple):
    """A command's path below the audit or the action, its kind, what it says, who may give it, and what it does."""

    path: str
    kind: str
    form: type[Form]
    capability: Capability
    summary: str


ON_ACTION = (
    Route("accept", "accept", Nothing, Capability.DO_ACTIONS, "The owner says that it is theirs to do"),
    Route("start", "start", Nothing, Capability.DO_ACTIONS, "The owner begins it"),
    Route("claim", "claim", ClaimForm, Capability.DO_ACTIONS, "The owner claims it done, with evidence"),
    Route("reassign", "reassign", ReassignForm, Capability.DIRECT_ACTIONS, "Somebody else must do it"),
    Route("verify", "verify", Nothing, Capability.CHECK_ACTIONS, "Somebody else has seen that it is done"),
    Route("send-back", "send_back", Because, Capability.CHECK_ACTIONS, "It is not done: back to its owner"),
    Route("acknowledge", "acknowledge", Nothing, Capability.ACKNOWLEDGE, "Whoever was told has heard, and has time"),
    Route("ask-extension", "ask_extension", ExtensionForm, Capability.DO_ACTIONS, "The owner asks for more time"),
    Route("grant-extension", "grant_extension", Nothing, Capability.DIRECT_ACTIONS, "The owner has more time"),
    Route("refuse-extension", "refuse_extension", Because, Capability.DIRECT_ACTIONS, "The date stays"),
    Route("pause", "pause", PauseForm, Capability.DIRECT_ACTIONS, "Nothing chases it for a while"),
    Route("resume", "resume", Nothing, Capability.DIRECT_ACTIONS, "It goes on before its pause is over"),
    Route("wait-for", "wait_for", WaitForm, Capability.DIRECT_ACTIONS, "Its clock starts once another is finished"),
    Route("unwait", "unwait", Nothing, Capability.DIRECT_ACTIONS, "Its clock starts now"),
    Route("undo-verify", "undo_verify", Because, Capability.CORRECT, "It was not seen done after all"),
    Route("dispute", "dispute", Because, Capability.DO_ACTIONS, "The owner says that it is wrong"),
    Route("decide-dispute", "decide_dispute", DecideForm, Capability.DECIDE_DISPUTES, "Decide what its owner disputes"),
    Route("cancel", "cancel", Because, Capability.CANCEL, "It need not be done"),
)
ON_AUDIT = (
    Route("actions", "add_action", AddActionForm, Capability.DIRECT_ACTIONS, "Add an action"),
    Route("judge", "judge", JudgeForm, Capability.JUDGE, "A re-audit judges a standard"),
    Route("moderate", "moderate", ModerateForm, Capability.MODERATE, "Give a second grade, not knowing the first"),
    Route(
        "dispute-grade",
        "dispute_grade",
        Because,
        Capability.DISPUTE_GRADES,
        "Somebody it concerns says the grade is wrong",
    ),
    Route("decide-grade", "decide_grade", DecideGradeForm, Capability.DECIDE_DISPUTES, "Decide about a disputed grade"),
    Route("measure", "measure", MeasureForm, Capability.MEASURE, "Send the counts of a standard"),
    Route("views", "hear_view", ViewForm, Capability.HAND_IN_VIEWS, "A child said what they think"),
    Route("hand-over", "hand_over", HandOverForm, Capability.END_AUDITS, "Somebody answers for it by name"),
    Route("withdraw", "withdraw", Because, Capability.END_AUDITS, "End it without its standards being met"),
    Route("allocate", "allocate", AllocateForm, Capability.START_AUDITS, "Somebody is to make it"),
    Route("reallocate", "reallocate", ReallocateForm, Capability.START_AUDITS, "Somebody else is to make it"),
    Route("amend", "amend", AmendForm, Capability.CORRECT, "Put right what was entered wrongly"),
    Route("reopen", "reopen", ReopenForm, Capability.CORRECT, "It goes on after it had ended"),
    Route("extend-response", "extend_response", Because, Capability.START_AUDITS, "More time to answer a complaint"),
    Route("find-again", "find_again", Because, Capability.OPERATE, "Tell those who hold the roles now"),
    Route("update-calendar", "update_calendar", Nothing, Capability.OPERATE, "Count by the current bank holidays"),
    Route("replan", "replan", ReplanForm, Capability.OPERATE, "Move it to another version of its rules"),
)


def router() -> APIRouter:
    """All of them."""
    routes = room("commands")
    for one in ON_ACTION:
        _add(routes, f"/audits/{{audit_id}}/actions/{{action_id}}/{one.path}", one, _on_action(one))
    for one in ON_AUDIT:
        _add(routes, f"/audits/{{audit_id}}/{one.path}", one, _on_audit(one))
    return routes


def _add(routes: APIRouter, path: str, route: Route, endpoint: Endpoint) -> None:
    routes.add_api_route(
        path, endpoint, methods=["POST"], response_model=Done, summary=route.summary, operation_id=route.kind
    )


def _on_action(route: Route) -> Endpoint:
    async def give(
        audit_id: AuditId,
        action_id: Key,
        once: Annotated[Once, Depends(asking(route.capability))],
        form: Annotated[Form, Depends(Body(route.form))],
    ) -> Response:
        async def do(command_id: Key) -> Done:
            fields = form.model_dump(exclude_none=True)
            order = Order(command_id, once.visit.by, route.kind, {**fields, "action_id": action_id})
            return await give_order(once.visit, audit_id, order)

        return await once.answer(audit_id, form, do)

    return give


def _on_audit(route: Route) -> Endpoint:
    async def give(
        audit_id: AuditId,
        once: Annotated[Once, Depends(asking(route.capability))],
        form: Annotated[Form, Depends(Body(route.form))],
    ) -> Response:
        async def do(command_id: Key) -> Done:
            order = Order(command_id, once.visit.by, route.kind, form.model_dump(exclude_none=True))
            return await give_order(once.visit, audit_id, order)

        return await once.answer(audit_id, form, do)

    return give


async def give_order(visit: Visit, audit_id: AuditId, order: Order) -> Done:
    """Gives it as the caller, who has entered, and says how things stand then; raises what `Giving.give` does."""
    doors = visit.doors
    receipt = await Giving(await doors.way.engine(), doors.record, doors.policies).give(
        audit_id, order, doors.clock(), visit.request_id
    )
    action_id = order.fields.get("action_id")
    directory = await doors.council.directory()
    async with doors.database.reading() as connection:
        if not await visit.may_read(connection, audit_id):
            return Done(**receipt.model_dump())
        audit = await shown.audit(connection, audit_id, visit.look)
        is_shown = action_id is not None and not audit.is_blind
        action = await shown.action(connection, directory, audit_id, str(action_id), visit.look) if is_shown else None
        await visit.note(connection, [audit_id])
    return Done(**receipt.model_dump(), audit=audit, action=action)
