"""The metrics say how things are, in Prometheus' form, to who may read them, and name nobody."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample
from sqlalchemy import text

from api.http.app import build_app
from api.http.doors import HttpDoors
from runtime.settings import CHECKOUT
from tests.api.council import a_finding, handed_in, people
from tests.api.house import House
from tests.api.http.visitors import Visitors

PAGE = (CHECKOUT / "docs" / "watching.md").read_text()
TOKEN = "a token of sixteen letters"


def samples(answer: httpx.Response) -> Iterator[Sample]:
    assert answer.status_code == 200, answer.text
    for family in text_string_to_metric_families(answer.text):
        yield from family.samples


def number(answer: httpx.Response, name: str, **labels: str) -> float:
    """The one sample of that name with these labels."""
    [found] = [one.value for one in samples(answer) if one.name == name and labels.items() <= one.labels.items()]
    return found


def at(doors: HttpDoors, moment: datetime, **changes: object) -> httpx.AsyncClient:
    """Somebody on this machine who asks at that moment."""
    app = build_app(replace(doors, clock=lambda: moment, **changes))  # type: ignore[arg-type]
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://doors")


async def test_a_council_with_late_actions_is_seen_late_and_nobody_is_named(
    visitors: Visitors, doors: HttpDoors, audit_id: str
) -> None:
    findings = [a_finding(), a_finding(standard="safety_plan", safety=True)]
    form = handed_in(audit_id=audit_id, framework="childrens_social_care", findings=findings)
    assert (await visitors.post("/audits", "quinn", form)).status_code == 200
    before = await at(doors, datetime.now(UTC)).get("/metrics")

    late = await at(doors, datetime.now(UTC) + timedelta(days=90)).get("/metrics")

    assert number(before, "auditloop_audits_open", status="acting") == 1
    assert not [one for one in samples(before) if one.name == "auditloop_actions_overdue"]
    assert number(late, "auditloop_actions_overdue", safety="yes") == 1
    assert number(late, "auditloop_actions_overdue", safety="no") >= 1
    assert number(late, "auditloop_notices", state="waiting") >= 2
    assert number(late, "auditloop_notices", state="dead") == 0
    assert number(late, "auditloop_notice_oldest_seconds") > timedelta(days=89).total_seconds()
    assert number(late, "auditloop_audits_asleep") == 1
    assert number(late, "auditloop_moment_lag_seconds") > timedelta(days=30).total_seconds()
    assert 0 < number(before, "auditloop_record_lag_seconds", of="longest") < 60
    labels = {value for one in samples(late) for value in one.labels.values()}
    assert not labels & {audit_id, "record-17", "north", "quality", *(one.person for one in people())}


async def test_requests_are_counted_by_route_and_never_by_path(visitors: Visitors, audit_id: str) -> None:
    await visitors.get(f"/audits/{audit_id}", "quinn")
    await visitors.get("/people/tess", "quinn", said="secret")
    await visitors.client.request("SECRET", "/v1/tess")

    answer = await visitors.client.get("/metrics")

    route = "/v1/audits/{audit_id}"
    assert number(answer, "auditloop_http_requests_total", route=route, method="GET", status="4xx") == 1
    assert number(answer, "auditloop_http_requests_total", route="none", method="other", status="4xx") == 1
    assert number(answer, "auditloop_http_request_seconds_count", route=route) == 1
    assert not any(word in answer.text for word in (audit_id, "tess", "quinn", "secret", "SECRET"))


async def test_the_page_on_watching_has_every_metric_and_no_other(visitors: Visitors) -> None:
    answer = await visitors.client.get("/metrics")
    shown = set(re.findall(r"^# TYPE (auditloop_\w+)", answer.text, re.MULTILINE))
    written = re.findall(r"^\| `(auditloop_\w+)` \| (.+?) \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)

    assert {name for name, *_ in written} == {name for name in shown if not name.endswith("_created")}
    assert len(shown) > 12


async def test_alarms_and_dead_letters_are_counted(house: House, doors: HttpDoors, visitors: Visitors) -> None:
    form = handed_in(audit_id="alarming", framework="childrens_social_care", findings=[a_finding()])
    await visitors.post("/audits", "quinn", form)
    async with house.record.database.transaction() as connection:
        await connection.execute(text("update outbox set state = 'dead' where audit_id = 'alarming'"))
        alarm = "insert into alarms values ('a', 'alarming', 9, 'unrecorded', 'It broke.', now(), null)"
        await connection.execute(text(alarm))

    answer = await at(doors, datetime.now(UTC)).get("/metrics")

    assert number(answer, "auditloop_alarms_open", kind="unrecorded") == 1
    assert number(answer, "auditloop_alarms_open", kind="unheard") == 0
    assert number(answer, "auditloop_notices", state="dead") >= 1
    assert number(answer, "auditloop_incoming", state="waiting") == 0


async def test_however_many_ask_the_database_is_asked_once_in_a_while(house: House, doors: HttpDoors) -> None:
    moment = [datetime.now(UTC)]
    app = build_app(replace(doors, clock=lambda: moment[0]))
    scraper = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://doors")
    first = number(await scraper.get("/metrics"), "auditloop_alarms_open", kind="unheard")
    async with house.record.database.transaction() as connection:
        await connection.execute(text("insert into alarms values ('a', 'a-1', 1, 'unheard', 'Nobody.', now(), null)"))

    moment[0] += timedelta(seconds=4)
    soon = number(await scraper.get("/metrics"), "auditloop_alarms_open", kind="unheard")
    moment[0] += timedelta(seconds=2)
    later = number(await scraper.get("/metrics"), "auditloop_alarms_open", kind="unheard")

    assert (first, soon, later) == (0, 0, 1)


@pytest.mark.parametrize(
    ("token", "client", "headers", "status"),
    [
        (None, "127.0.0.1", {}, 200),
        (None, "::1", {}, 200),
        (None, "10.0.0.7", {}, 401),
        (None, "127.0.0.1", {"X-Forwarded-For": "10.0.0.7"}, 401),
        (None, "127.0.0.1", {"Forwarded": "for=10.0.0.7"}, 401),
        (TOKEN, "10.0.0.7", {"Authorization": f"Bearer {TOKEN}"}, 200),
        (TOKEN, "10.0.0.7", {"Authorization": f"Bearer {TOKEN} and more"}, 401),
        (TOKEN, "127.0.0.1", {}, 401),
        (TOKEN, "10.0.0.7", {"Authorization": "Bearer person:dee"}, 401),
    ],
)
async def test_figures_are_for_this_machine_or_for_who_has_the_token(
    doors: HttpDoors, token: str | None, client: str, headers: dict[str, str], status: int
) -> None:
    app = build_app(replace(doors, metrics_token=token))
    transport = httpx.ASGITransport(app, client=(client, 4711))

    answer = await httpx.AsyncClient(transport=transport, base_url="http://doors").get("/metrics", headers=headers)

    assert answer.status_code == status
    assert TOKEN not in answer.text
    assert ("auditloop_audits_open" in answer.text) == (status == 200)
