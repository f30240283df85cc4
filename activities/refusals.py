"""Which failures another try may mend, and which it never will."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from temporalio.exceptions import ApplicationError

from activities.interface import UNRECORDABLE
from storage.errors import Overtaken, StorageError

NEVER_MENDED = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError)
"""The page or the program is wrong, and will be as wrong the next time."""

NEVER_MENDED_STATES = ("0A", "21", "22", "23", "2B", "3F", "42", "44", "54", "P0")
"""PostgreSQL's classes for data, rules and statements it will not take. Others are about the moment: connections,
locks, time, space, a server that is going down."""

LONGEST = 300
"""Characters of a failure's message."""


@contextmanager
def told_apart() -> Iterator[None]:
    """Failures inside that never help come out as UNRECORDABLE, not to be retried; others as they are.

    What goes out holds no row data: the database's own words quote values, and so do those of validation.
    """
    try:
        yield
    except Overtaken:
        raise
    except StorageError as error:
        raise unrecordable(str(error)) from None
    except DBAPIError as error:
        if not is_never_mended(error):
            raise
        raise unrecordable(f"The database refused the page ({_state(error)}): see its own log.") from None
    except NEVER_MENDED as error:
        raise unrecordable(f"The page could not be worked on ({type(error).__name__} in {_place(error)}).") from None


def is_never_mended(error: DBAPIError) -> bool:
    """Would the database say the same again, however often it is asked?"""
    return _state(error).startswith(NEVER_MENDED_STATES)


def unrecordable(sentence: str) -> ApplicationError:
    """A failure that an operator must look at."""
    return ApplicationError(sentence[:LONGEST], type=UNRECORDABLE, non_retryable=True)


def _state(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or "no state"


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_name} line {trace.tb_lineno}" if trace else "an unknown place"
