"""The business in Prometheus' words: one gauge for each number there is to watch, none of one audit or person."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from typing_extensions import override

from domain.audit import OVER, AuditStatus
from storage.watching import Watched

OPEN = [str(status) for status in AuditStatus if status not in OVER]
NOTICES = ("waiting", "leased", "dead")
ALARMS = ("unheard", "unrecorded", "programme", "webhook")
INBOX = ("waiting", "refused", "unknown")
"""What is counted even when there is none, so that an alert can tell none from nobody counting."""


class Gauges(Collector):
    """Shows what was seen last; None when the database did not answer."""

    def __init__(self) -> None:
        self.seen: Watched | None = None

    @override
    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _plain("auditloop_database_up", "1 if the database answered, else 0.", float(self.seen is not None))
        if self.seen:
            yield from _of_audits(self.seen)
            yield from _of_messages(self.seen)
            yield from _of_the_record(self.seen)


def _of_audits(seen: Watched) -> Iterator[GaugeMetricFamily]:
    yield _by("auditloop_audits_open", "Audits that are not over.", "status", _filled(seen.open_audits, OPEN))
    overdue = GaugeMetricFamily(
        "auditloop_actions_overdue",
        "Actions past their date, neither done nor claimed, by how far up the ladder they were told.",
        labels=("level", "safety"),
    )
    for one in seen.overdue:
        overdue.add_metric((str(one.level), "yes" if one.is_safety else "no"), one.number)
    yield overdue
    yield _plain(
        "auditloop_audits_asleep",
        "Open audits whose moment, and the spread of their policy, passed over a minute ago without their waking.",
        seen.asleep.number,
    )
    yield _plain(
        "auditloop_moment_lag_seconds", "How long ago the first of these was due.", _age(seen, seen.asleep.oldest)
    )
    yield _by("auditloop_alarms_open", "Alarms nobody has put away.", "kind", _filled(seen.alarms, ALARMS))


def _of_messages(seen: Watched) -> Iterator[GaugeMetricFamily]:
    yield _by(
        "auditloop_notices", "Notices that have not left, or never will.", "state", _filled(seen.notices, NOTICES)
    )
    yield _plain(
        "auditloop_notice_oldest_seconds",
        "How long the oldest undelivered notice could have left.",
        _age(seen, seen.oldest_notice),
    )
    yield _by(
        "auditloop_deliveries",
        "Events for other systems that have not left, or never will.",
        "state",
        _filled(seen.deliveries, NOTICES),
    )
    yield _plain(
        "auditloop_delivery_oldest_seconds",
        "How long the oldest of them that is not dead has waited since its event.",
        _age(seen, seen.oldest_delivery),
    )
    yield _by(
        "auditloop_incoming",
        "Events from other systems of which nothing came yet.",
        "state",
        _filled(seen.inbox, INBOX),
    )
    yield _plain(
        "auditloop_incoming_oldest_seconds",
        "How long the oldest event from another system has waited.",
        _age(seen, seen.oldest_incoming),
    )


def _of_the_record(seen: Watched) -> Iterator[GaugeMetricFamily]:
    lag = {"longest": seen.lag.longest or 0.0, "average": seen.lag.average or 0.0}
    yield _by("auditloop_record_lag_seconds", "From an event to its record, over the last five minutes.", "of", lag)
    yield _plain("auditloop_watched_at_seconds", "When these numbers were taken (Unix time).", seen.at.timestamp())


def _plain(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, meaning, value=value)


def _by(name: str, meaning: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, meaning, labels=(label,))
    for each, value in values.items():
        family.add_metric((each,), value)
    return family


def _filled(numbers: Mapping[str, int], names: Iterable[str]) -> dict[str, float]:
    return {**dict.fromkeys(names, 0), **numbers}


def _age(seen: Watched, moment: datetime | None) -> float:
    return max(0.0, (seen.at - moment).total_seconds()) if moment else 0.0
