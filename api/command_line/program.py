"""Running a command: whatever goes wrong is one sentence on the error stream and a status that is not 0."""

import sys
import traceback
from collections.abc import Sequence

import typer
from pydantic import ValidationError
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from temporalio.service import RPCError

from api.command_line.doors import Surroundings
from api.errors import BrokenRecord, DoorError, NotReachable
from runtime.errors import MachineryError
from storage.errors import StorageError

INTERRUPTED = 130  # what typer makes of Ctrl-C
HALTED = "Interrupted: what was already started goes on."


def run(app: typer.Typer, words: Sequence[str], surroundings: Surroundings) -> int:
    """Does what the words ask for; gives the exit status."""
    is_debugging = "--debug" in words
    try:
        done = app([word for word in words if word != "--debug"], standalone_mode=False, obj=surroundings)
        return _fail(HALTED, INTERRUPTED) if done == INTERRUPTED else 0
    except Exception as error:  # noqa: BLE001 - a person at a terminal gets a sentence, whatever happened
        if is_debugging:
            traceback.print_exc()
        return _fail(*_in_words(error))


def _fail(sentence: str, status: int) -> int:
    sys.stderr.write(f"{' '.join(sentence.split())}\n")
    return status


def _in_words(error: Exception) -> tuple[str, int]:
    if isinstance(error, DoorError):
        return str(error), error.status
    if isinstance(error, MachineryError):
        return str(error), 1
    if hasattr(error, "format_message"):  # an option or argument that typer could not read
        return error.format_message(), int(getattr(error, "exit_code", 2))
    return _of_a_server(error), 1


def _of_a_server(error: Exception) -> str:
    if isinstance(error, OperationalError | InterfaceError):
        return str(NotReachable("The database"))
    if isinstance(error, RPCError):
        return f"The Temporal server refused: {error.message}."
    if isinstance(error, StorageError):
        return str(BrokenRecord(str(error)))
    return _unexpected(error)


def _unexpected(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"A setting cannot be used: {'.'.join(str(part) for part in first['loc'])}: {first['msg']}."
    # A database error quotes the row it was about, and that may be somebody's words.
    said = type(error).__name__ if isinstance(error, SQLAlchemyError) else f"{type(error).__name__}: {error}"
    return f"Something unexpected happened ({said}): try again with --debug and report what it prints."
