"""How long each effect may take, and how often it is tried."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

from activities.interface import Page

ALARM = workflow.ActivityConfig(
    start_to_close_timeout=timedelta(seconds=10),
    schedule_to_close_timeout=timedelta(minutes=1),
)

DRAW = workflow.ActivityConfig(
    start_to_close_timeout=timedelta(seconds=10),
    retry_policy=RetryPolicy(maximum_interval=timedelta(minutes=10)),
    summary="moderation drawn",
)

ONE_TRY = timedelta(seconds=20)
"""How long recording one page may take before it is tried again."""

STUCK_FOR = timedelta(hours=1)
"""A stuck audit tries again by itself after this, in case whoever mended it forgot to nudge."""


def recording(page: Page) -> workflow.ActivityConfig:
    """One page into the log. Tried for ever: an outage of the database must not end an audit."""
    return workflow.ActivityConfig(
        start_to_close_timeout=ONE_TRY,
        retry_policy=RetryPolicy(maximum_interval=timedelta(minutes=1)),
        summary=f"events {page.events[0].seq} to {page.events[-1].seq}" if page.events else f"after {page.head.seq}?",
    )
