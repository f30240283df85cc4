"""What goes wrong with servers, settings and the unforeseen, each in a sentence."""

from pydantic import ValidationError
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from temporalio.service import RPCError

from api.errors import BrokenRecord, NotReachable
from storage.errors import StorageError


def in_words(error: Exception) -> str:
    """What to tell a person at a terminal; nothing that somebody wrote is quoted."""
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
