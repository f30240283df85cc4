"""What must hold of standards under watch: they end, a slip leads on, and nothing closes before its time."""

from datetime import datetime

from domain import events as e
from domain.audit import Audit, AuditStatus
from domain.evolve import evolve
from domain.moments import moments
from tests.life import Life


def every_watch_has_its_moment(audit: Audit, now: datetime) -> None:
    ends = {one.standard: one.at for one in moments(audit) if one.what == "watched"}
    watched = {one.standard: one.watch.until for one in audit.watched if one.watch}
    assert ends == ({} if audit.is_over else watched)
    assert audit.is_over or all(until > now for until in watched.values())
    assert all(one.is_met for one in audit.watched)
    if audit.status is AuditStatus.WATCHING:
        assert watched
        assert not audit.unmet
        assert not audit.unfinished
        assert audit.check is None


def nothing_closes_before_its_watch_is_over(life: Life) -> None:
    until: dict[str, datetime] = {}
    for event in [*life.log, *life.pending]:
        until |= _watched_by(event)
        if isinstance(event, e.StandardSlipped):
            assert event.at < until.pop(event.standard)
        if isinstance(event, e.WatchEnded):
            assert event.true_at == until.pop(event.standard)
        if isinstance(event, e.AuditClosed):
            assert until == {}


def _watched_by(event: e.AnyEvent) -> dict[str, datetime]:
    """Until when a standard is watched from here on, if this event says so; a calendar may move that."""
    if isinstance(event, e.StandardMet) and event.watched_until:
        return {event.standard: event.watched_until}
    return {event.standard: event.due_at} if isinstance(event, e.DateReplanned) and event.standard else {}


def a_slip_leads_to_the_next_cycle_or_to_somebody_accountable(life: Life) -> None:
    audit: Audit | None = None
    log = [*life.log, *life.pending]
    for event in log:
        if isinstance(event, e.StandardSlipped):
            assert audit
            follow = [one for one in log[event.seq :] if one.command_id == event.command_id]
            again = [one.standard for one in follow if isinstance(one, e.CycleStarted)]
            handed = any(isinstance(one, e.AuditHandedOver) for one in follow)
            assert event.standard in again or handed or audit.is_handed_over
        audit = evolve(audit, event)
