"""Running a command: whatever goes wrong is one sentence on the error stream and a status that is not 0."""

import sys
import traceback
from collections.abc import Sequence

import typer

from api.command_line.printable import printable
from api.command_line.surroundings import Surroundings
from api.command_line.typed import read_typed
from api.errors import DoorError
from domain.errors import Refusal
from runtime.errors import MachineryError

INTERRUPTED = 130  # what typer makes of Ctrl-C
HALTED = "Interrupted: what was already started goes on."


def run(app: typer.Typer, words: Sequence[str], surroundings: Surroundings) -> int:
    """Does what the words ask for; gives the exit status."""
    typed = read_typed(words)
    try:
        done = app(typed.words, standalone_mode=False, obj=surroundings._replace(url=typed.url))
        return _fail(HALTED, INTERRUPTED) if done == INTERRUPTED else 0
    except Exception as error:  # noqa: BLE001 - a person at a terminal gets a sentence, whatever happened
        if typed.is_debugging:
            traceback.print_exc()
        return _fail(*_in_words(error))


def _fail(sentence: str, status: int) -> int:
    sys.stderr.write(f"{printable(' '.join(sentence.split()))}\n")
    return status


def _in_words(error: Exception) -> tuple[str, int]:
    if isinstance(error, DoorError):
        return str(error), error.status
    if isinstance(error, MachineryError | Refusal):
        return str(error), 1
    if hasattr(error, "format_message"):  # an option or argument that typer could not read
        return error.format_message(), int(getattr(error, "exit_code", 2))
    from api.command_line import failures  # noqa: PLC0415 - knows the servers' libraries, which take long to load

    return failures.in_words(error), 1
