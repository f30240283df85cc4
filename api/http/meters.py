"""What is measured of the doors themselves: requests by route, and how long they took."""

from prometheus_client import CollectorRegistry, Counter, Histogram

from api.http.request_ids import Answered

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds; 0.05 and 0.25 are what reads and commands are promised in."""


class Meters:
    """Nothing of who asked, for what, or about whom."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._requests = Counter(
            "auditloop_http_requests",
            "Requests answered, by route, method and class of status.",
            ("route", "method", "status"),
            registry=registry,
        )
        self._seconds = Histogram(
            "auditloop_http_request_seconds",
            "From a request's arrival until its answer began.",
            ("route", "method"),
            buckets=BUCKETS,
            registry=registry,
        )

    def hear(self, answered: Answered) -> None:
        """Counts one request."""
        self._requests.labels(answered.route, answered.method, f"{answered.status // 100}xx").inc()
        self._seconds.labels(answered.route, answered.method).observe(answered.seconds)
