"""The worker's log lines about pages: which audit, which events, by which requests; never by or about whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.interface import Page, Recorded

_log = structlog.stdlib.get_logger(__name__)


@contextmanager
def failures_told(page: Page) -> Iterator[None]:
    """A failure inside leaves a line, and goes on."""
    try:
        yield
    except Exception as error:
        attempt = activity.info().attempt if activity.in_activity() else 1
        _log.warning("page_not_recorded", **_facts(page), attempt=attempt, failure=_kind(error))
        raise


def tell_recorded(page: Page, recorded: Recorded) -> None:
    """What became of a page that was answered: recorded, or overtaken by events that its workflow did not know."""
    if recorded.missed:
        _log.warning("page_overtaken", **_facts(page), log_seq=recorded.head.seq)
    elif page.events:
        _log.info("page_recorded", **_facts(page))


def _facts(page: Page) -> dict[str, Any]:
    return {
        "audit_id": page.audit_id,
        "first": page.head.seq + 1,
        "last": page.head.seq + len(page.events),
        "request_ids": sorted(set(page.requests.values())),
    }


def _kind(error: Exception) -> str:
    return (isinstance(error, ApplicationError) and error.type) or type(error).__name__
