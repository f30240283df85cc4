"""practice and compliment: what was done well, found again by standard, and praise handed in."""

from datetime import datetime
from typing import Annotated

import typer
from pydantic import ValidationError

from api.command_line.proposals import ask
from api.command_line.reasons import By
from api.command_line.shown import Json, say, show_json, show_table
from api.errors import BadInput
from api.practice import ComplimentForm

COUNCIL = "childrens_social_care"


def practice(
    ctx: typer.Context,
    *,
    standard: Annotated[str, typer.Option(help="The practice standard.")],
    team: Annotated[str | None, typer.Option(help="Of this team only.")] = None,
    as_json: Json = False,
) -> None:
    """Find good practice by standard: strengths that audits found, and compliments, the latest first."""
    found = ask(ctx.obj, lambda here: here.practice(standard, team))
    if as_json:
        show_json([one.model_dump(mode="json") for one in found])
    elif found:
        rows = [(one.seen_on, one.kind, one.team, one.audit_id, one.text) for one in found]
        show_table(("on", "what", "team", "audit", "words"), rows, folds=("words",))
    else:
        say(f"No good practice of {standard} is known.")


def compliment(  # noqa: PLR0913 - one for each thing that can be said
    ctx: typer.Context,
    *,
    standard: Annotated[str, typer.Option(help="The practice standard that was met so well.")],
    text: Annotated[str, typer.Option(help="What was said.")],
    audit: Annotated[str | None, typer.Option(help="The audit it is about; left out, a team's work.")] = None,
    team: Annotated[str | None, typer.Option(help="The team, if it is about no audit.")] = None,
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day it came; left out, today.")] = None,
    framework: Annotated[str, typer.Option(help="The council's rules that have the standard.")] = COUNCIL,
    by: By = None,
    command_id: Annotated[str | None, typer.Option(help="Given again, it is kept once.")] = None,
    as_json: Json = False,
) -> None:
    """Hand in a compliment about an audit or a team's work: it is kept as good practice."""
    said = {"standard": standard, "framework": framework, "text": text, "audit_id": audit, "team": team}
    form = _form({**said, "received_on": on.date() if on else None})
    compliment_id = ask(ctx.obj, lambda here: here.compliment(form, by, command_id))
    if as_json:
        show_json({"compliment_id": compliment_id})
    else:
        say("The compliment is kept.")


def _form(said: dict[str, object]) -> ComplimentForm:
    try:
        return ComplimentForm.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadInput(f"--{first['loc'][0]}", f"{first['msg'].removeprefix('Value error, ')}.") from None
