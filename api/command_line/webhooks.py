"""webhooks: which other systems are told of what, and whether one takes what it is told."""

import asyncio
import json
from typing import Annotated, NamedTuple

import typer
from pydantic import ValidationError

from api.command_line.desk import Because
from api.command_line.reasons import By, Reason
from api.command_line.shown import Json, say, show_json, show_table
from api.command_line.surroundings import Surroundings
from api.command_line.webhooks_where import webhook_desk
from api.errors import BadInput, Refused
from api.form_slips import slip_in_words
from api.webhooks import WebhookForm
from storage.webhooks import Subscribed

ENDS = {"sent", "untaken"}
LOOKS = 30
"""How often it is looked what came of a test."""
PAUSE = 0.5  # seconds between two looks what came of a test
app = typer.Typer(help="Other systems that are told what happens: signed CloudEvents.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="NAME", help="Small letters, digits and dashes.")]


@app.callback()
def group() -> None:
    """Other systems that are told what happens."""


@app.command()
def add(  # noqa: PLR0913 - one for each thing that can be said
    ctx: typer.Context,
    name: Name,
    url: Annotated[str, typer.Argument(metavar="URL", help="https://host/path; http:// only on this machine.")],
    *,
    secret: Annotated[
        str, typer.Option(help="The setting that holds the secret: WEBHOOK_SECRET_…, or the same with _FILE.")
    ],
    kind: Annotated[list[str] | None, typer.Option(help="An event of the log, as action_overdue; all without.")] = None,
    team: Annotated[list[str] | None, typer.Option(help="Only audits of this team; all without.")] = None,
    per_minute: Annotated[int, typer.Option(help="How many are tried in a minute, at most.")] = 60,
    reason: Reason,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Tell another system what happens from now on; one that ended goes on from where it did."""
    given = {"name": name, "url": url, "secret": secret, "per_minute": per_minute}
    is_new = asyncio.run(_add(ctx.obj, _form({**given, "kinds": kind or [], "teams": team or []}), Because(reason, by)))
    if as_json:
        show_json({"webhook": name, "added": is_new})
    else:
        say(f"{name} is told from now on." if is_new else "Nothing had changed.")


@app.command("list")
def list_webhooks(ctx: typer.Context, *, as_json: Json = False) -> None:
    """List the webhooks, and how their deliveries go."""
    found = asyncio.run(_listed(ctx.obj))
    if as_json:
        show_json([one._asdict() for one in found])
    elif found:
        columns = ("name", "url", "events", "teams", "waiting", "dead", "last sent", "ended")
        show_table(columns, map(_row, found), folds=("url", "events"), spare=("teams",))
    else:
        say("No other system is told: add one with `starter.py webhooks add`.")


@app.command()
def remove(ctx: typer.Context, name: Name, *, reason: Reason, by: By = None, as_json: Json = False) -> None:
    """Tell a system no more; what has not left never will."""
    asyncio.run(_remove(ctx.obj, name, Because(reason, by)))
    if as_json:
        show_json({"webhook": name, "removed": True})
    else:
        say(f"{name} is told no more.")


@app.command("test")
def try_out(ctx: typer.Context, name: Name, *, as_json: Json = False) -> None:
    """Have a test message sent by a courier, and say what came of it."""
    found = asyncio.run(_test(ctx.obj, name))
    if as_json:
        show_json({"webhook": name, **found._asdict()})
    elif found.state == "sent":
        say(f"{name} took the test message.")
    elif found.state == "untaken":
        raise Refused("NotTaken", f"{name} did not take the test message. {found.failure}")
    else:
        raise Refused("NotTried", "Nobody has tried yet: see that a worker runs (`python worker.py`), then test again.")


class Tested(NamedTuple):
    """What came of a test message so far: waiting, leased, sent or untaken; and why it was not taken."""

    state: str
    failure: str | None


def _form(said: dict[str, object]) -> WebhookForm:
    try:
        return WebhookForm.model_validate_json(json.dumps(said))
    except ValidationError as error:
        details = error.errors(include_url=False)[0]
        raise BadInput(str(details["loc"][0]), slip_in_words(details, WebhookForm)) from None


def _row(one: Subscribed) -> tuple[object, ...]:
    events, teams = ", ".join(one.kinds) or "all", ", ".join(one.teams) or "all"
    return one.name, one.url, events, teams, one.waiting, one.dead, one.last_sent_at, one.ended_because


async def _add(surroundings: Surroundings, form: WebhookForm, because: Because) -> bool:
    async with webhook_desk(surroundings) as here:
        return await here.add(form, because)


async def _remove(surroundings: Surroundings, name: str, because: Because) -> None:
    async with webhook_desk(surroundings) as here:
        await here.remove(name, because)


async def _listed(surroundings: Surroundings) -> list[Subscribed]:
    async with webhook_desk(surroundings) as here:
        return await here.listed()


async def _test(surroundings: Surroundings, name: str) -> Tested:
    """What came of it; looked for a while, for a courier may be busy."""
    async with webhook_desk(surroundings) as here:
        test_id = await here.test(name)
        found = Tested("waiting", None)
        for _ in range(LOOKS):
            last = {one.test_id: one for one in await here.listed()}.get(test_id)
            found = Tested(last.test or "", last.test_failure) if last else found
            if found.state in ENDS:
                break
            await asyncio.sleep(PAUSE)
        return found
