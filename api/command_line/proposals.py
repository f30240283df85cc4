"""proposals: thematic audits that many audits ask for, to see, to open, or to decline."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import typer

from api.command_line.lesson_desk import LessonDesk
from api.command_line.lesson_where import lesson_desk
from api.command_line.proposal_shown import audits_of, place_of, tell_proposal
from api.command_line.reasons import By
from api.command_line.shown import Json, say, show_json, show_table
from api.command_line.surroundings import Surroundings
from api.errors import BadInput
from domain.proposal import ProposalStatus

Answer = TypeVar("Answer")
ProposalArgument = Annotated[str, typer.Argument(metavar="PROPOSAL", help="The proposal's id.")]

app = typer.Typer(help="Thematic audits that are proposed because many audits found the same standard unmet.")


@app.callback(invoke_without_command=True)
def listed(
    ctx: typer.Context,
    *,
    status: Annotated[ProposalStatus | None, typer.Option(help="Only those in this place.")] = None,
    as_json: Json = False,
) -> None:
    """List the proposals, the oldest first."""
    if ctx.invoked_subcommand:
        return
    found = ask(ctx.obj, lambda here: here.proposals(status.value if status else None))
    if as_json:
        show_json([one.model_dump(mode="json") for one in found])
    elif found:
        rows = [
            (one.proposal_id, one.standard, place_of(one), audits_of(one), one.status, one.decide_by) for one in found
        ]
        show_table(("proposal", "standard", "in", "audits", "status", "decide by"), rows, spare=("decide by",))
    else:
        say("Nothing is proposed.")


@app.command()
def show(ctx: typer.Context, proposal: ProposalArgument, *, as_json: Json = False) -> None:
    """Show a proposal: the audits that ask for it, and what was decided."""
    found = ask(ctx.obj, lambda here: here.proposal(proposal))
    if as_json:
        show_json(found.model_dump(mode="json"))
    else:
        tell_proposal(found)


@app.command("open")
def take_up(
    ctx: typer.Context,
    proposal: ProposalArgument,
    *,
    by: By = None,
    auditor: Annotated[str | None, typer.Option(help="Who makes it; left out, it is allocated later.")] = None,
    as_json: Json = False,
) -> None:
    """Open the thematic audit; opened again, it is the same audit."""
    opened = ask(ctx.obj, lambda here: here.open(proposal, by, auditor))
    if as_json:
        show_json(opened.model_dump(mode="json"))
    else:
        say(f"Audit {opened.audit_id} {'was opened before' if opened.was_there else 'is opened'}.")


@app.command()
def decline(
    ctx: typer.Context,
    proposal: ProposalArgument,
    *,
    by: By = None,
    reason: Annotated[str, typer.Option(help="Why it is not made.")],
    as_json: Json = False,
) -> None:
    """Decline it: the audits it is made of never ask for it again."""
    if not reason.strip():
        raise BadInput("--reason", "it says nothing: write at least a word.")
    found = ask(ctx.obj, lambda here: here.decline(proposal, by, reason.strip()))
    if as_json:
        show_json(found.model_dump(mode="json"))
    else:
        say(f"{proposal} is declined.")


def ask(surroundings: Surroundings, question: Callable[[LessonDesk], Awaitable[Answer]]) -> Answer:
    """What the desk says to a question."""

    async def asking() -> Answer:
        async with lesson_desk(surroundings) as here:
            return await question(here)

    return asyncio.run(asking())
