"""note, notes, withdraw-note and erase-note: what people write to each other about an audit."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import typer
from pydantic import ValidationError

from api.command_line.notes_desk import Gone, Left, NoteDesk
from api.command_line.notes_where import note_desk
from api.command_line.reasons import By, Reason
from api.command_line.showing import AuditArgument
from api.command_line.shown import Json, say, show_json, show_table
from api.command_line.surroundings import Surroundings
from api.errors import BadInput
from api.form_slips import pointer_to, slip_in_words
from api.notes import NoteForm
from api.notes_told import NoteTold
from domain.dates_in_words import moment_in_short

Answer = TypeVar("Answer")
NoteArgument = Annotated[str, typer.Argument(metavar="NOTE", help="Its id, such as n-1.")]
_ACTION = re.compile(r"[a-z]{1,3}-\d{1,4}")
"""Who forgets the words must not leave a note that says `a-1`."""
_KEY = re.compile(r"[A-Za-z0-9._:-]{1,64}")


def note(  # noqa: PLR0913 - one for each thing that can be said
    ctx: typer.Context,
    audit_id: AuditArgument,
    said: Annotated[
        list[str], typer.Argument(metavar="[ACTION] WORDS", help="The words, after an action's id if any.")
    ],
    *,
    mention: Annotated[
        list[str] | None, typer.Option(metavar="PERSON", help="Who is to be told of it. May be repeated.")
    ] = None,
    by: Annotated[str | None, typer.Option(help="Whose note it is. With --url it is you, as signed in.")] = None,
    command_id: Annotated[str | None, typer.Option(help="Given again, it is the same note.")] = None,
    as_json: Json = False,
) -> None:
    """Leave a note on an audit or an action; whoever it mentions is told by mail that it is there."""
    if len(said) > 2:  # noqa: PLR2004 - an action and the words
        raise BadInput("note", "it takes an action, if any, and the words: put the words in quotation marks.")
    if len(said) == 1 and _ACTION.fullmatch(said[0]):
        raise BadInput("note", f"{said[0]} is the id of an action: write the words after it.")
    action_id = said[0] if len(said) > 1 else None
    left = Left(audit_id, action_id, _form(said[-1], mention or ()), by, _id(command_id, ctx.obj))
    note_id = _ask(ctx.obj, lambda here: here.leave(left))
    if as_json:
        show_json({"audit_id": audit_id, "note_id": note_id, "command_id": left.command_id})
    else:
        say(f"Note {note_id} is left on {audit_id} (command {left.command_id}).")


def notes(
    ctx: typer.Context,
    audit_id: AuditArgument,
    action_id: Annotated[str | None, typer.Argument(metavar="[ACTION]", help="Only notes on this action.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """List the notes on an audit, oldest first."""
    found = _ask(ctx.obj, lambda here: here.of(audit_id, action_id))
    if as_json:
        show_json([one._asdict() for one in found])
    elif found:
        now = ctx.obj.clock()
        rows = [
            (
                one.note_id,
                moment_in_short(one.at, now),
                one.by_name,
                one.action_id,
                _words(one),
                ", ".join(one.mentioned),
            )
            for one in found
        ]
        columns = ("note", "when", "by", "action", "words", "mentions")
        show_table(columns, rows, folds=("words",), spare=("action", "mentions"))
    else:
        say("Nobody has left a note.")


def withdraw_note(
    ctx: typer.Context, audit_id: AuditArgument, note_id: NoteArgument, *, by: By = None, as_json: Json = False
) -> None:
    """Take the words of your own note away for good; that there was a note stays."""
    _ask(ctx.obj, lambda here: here.withdraw(Gone(audit_id, note_id, by)))
    _tell(audit_id, note_id, "withdrawn", as_json=as_json)


def erase_note(  # noqa: PLR0913 - one parameter for each option
    ctx: typer.Context,
    audit_id: AuditArgument,
    note_id: NoteArgument,
    *,
    reason: Reason,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Take the words of anybody's note away for good, with a reason that is noted; that there was a note stays."""
    if not reason.strip():
        raise BadInput("--reason", "it says nothing: write at least a word.")
    _ask(ctx.obj, lambda here: here.erase(Gone(audit_id, note_id, by, reason.strip())))
    _tell(audit_id, note_id, "erased", as_json=as_json)


def _form(words: str, mention: "list[str] | tuple[str, ...]") -> NoteForm:
    try:
        return NoteForm(text=words, mention=tuple(mention))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = "--mention" if pointer_to(first).startswith("/mention") else "the note"
        raise BadInput(place, f"{slip_in_words(first, NoteForm)}.") from None


def _id(given: str | None, surroundings: Surroundings) -> str:
    if given is not None and not _KEY.fullmatch(given):
        raise BadInput("--command-id", "write at most 64 letters, digits and . _ : -")
    return given or surroundings.ids()


def _words(one: NoteTold) -> str:
    if one.gone_by is None:
        return one.text or ""
    return "(withdrawn)" if one.gone_by == one.by else f"(erased by {one.gone_by})"


def _tell(audit_id: str, note_id: str, became: str, *, as_json: bool) -> None:
    if as_json:
        show_json({"audit_id": audit_id, "note_id": note_id, became: True})
    else:
        say(f"Note {note_id} of {audit_id} is {became}.")


def _ask(surroundings: Surroundings, question: Callable[[NoteDesk], Awaitable[Answer]]) -> Answer:
    async def ask() -> Answer:
        async with note_desk(surroundings) as here:
            return await question(here)

    return asyncio.run(ask())
