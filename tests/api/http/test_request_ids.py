"""A request keeps its id from the door to the tables, and its line says nothing of who asked or what they wrote."""

from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request
from sqlalchemy import text
from structlog.contextvars import get_contextvars
from structlog.testing import capture_logs

from tests.api.council import a_finding, handed_in
from tests.api.house import House
from tests.api.http.visitors import Visitors


@pytest.fixture
async def stranger(app: FastAPI) -> httpx.AsyncClient:
    """A program that is not signed in."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://doors")


def answers(lines: list[Any]) -> list[Any]:
    return [line for line in lines if line["event"] == "request_answered"]


async def test_an_id_that_the_caller_brings_goes_from_the_door_into_the_log_and_the_workers_lines(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    form = handed_in(audit_id=audit_id, framework="childrens_social_care", findings=[a_finding()])
    await visitors.post("/audits", "quinn", form)
    path = f"/audits/{audit_id}/actions/a-1/accept"
    visitors.client.headers["X-Request-Id"] = "case-system.17"

    with capture_logs() as lines:
        answer = await visitors.post(path, "pat")

    assert (answer.status_code, answer.headers["X-Request-Id"]) == (200, "case-system.17")
    async with house.record.database.transaction() as connection:
        events = await connection.execute(text("select kind from events where request_id = 'case-system.17'"))
        reads = await connection.execute(text("select audits from reads where request_id = 'case-system.17'"))
        assert [row.kind for row in events] == ["action_accepted"]
        assert [row.audits for row in reads] == [[audit_id]]
    [recorded] = [line for line in lines if line["event"] == "page_recorded"]
    assert (recorded["audit_id"], recorded["request_ids"]) == (audit_id, ["case-system.17"])


async def test_a_requests_line_names_its_route_and_audit_and_nobody(visitors: Visitors, audit_id: str) -> None:
    with capture_logs() as lines:
        await visitors.get("/people/tess", "quinn", said="secret")
        await visitors.get(f"/audits/{audit_id}", "quinn")

    assert [(line["route"], line["status"], line["audit_id"]) for line in answers(lines)] == [
        ("/v1/people/{person}", 200, None),
        ("/v1/audits/{audit_id}", 404, audit_id),
    ]
    assert set(answers(lines)[0]) == {"event", "log_level", "method", "route", "status", "duration_ms", "audit_id"}
    assert not any(word in str(answers(lines)) for word in ("tess", "quinn", "secret", "Bearer"))


@pytest.mark.parametrize("given", ["", "two words", "x" * 65, "né", "a/b"])
async def test_an_id_that_is_none_is_replaced(stranger: httpx.AsyncClient, given: str) -> None:
    answer = await stranger.get("/v1/audits", headers={b"X-Request-Id": given.encode()})

    assert answer.headers["X-Request-Id"].startswith("id-")
    assert answer.json()["request_id"] == answer.headers["X-Request-Id"]


async def test_a_path_or_a_method_that_is_none_of_ours_is_not_repeated(stranger: httpx.AsyncClient) -> None:
    with capture_logs() as lines:
        answer = await stranger.request("SECRET", "/v1/tess")

    [line] = answers(lines)
    assert answer.status_code == 404
    assert (line["method"], line["route"]) == ("other", "none")
    assert "SECRET" not in str(lines)
    assert "tess" not in str(lines)


async def test_what_fails_has_an_id_and_its_words_are_logged_by_nobody(
    app: FastAPI, stranger: httpx.AsyncClient
) -> None:
    bound: dict[str, Any] = {}

    async def fail(_: Request) -> None:
        bound.update(get_contextvars())
        raise RuntimeError("said by tess")

    app.add_route("/fails", fail)  # type: ignore[arg-type]  # it never comes to an answer
    with capture_logs() as lines:
        answer = await stranger.get("/fails", headers={"X-Request-Id": "r-1"})

    assert (answer.status_code, answer.headers["X-Request-Id"]) == (500, "r-1")
    assert answer.json()["request_id"] == bound["request_id"] == "r-1"
    [failed] = [line for line in lines if line["event"] == "request_failed"]
    assert (failed["error"], failed["place"].split()[0]) == ("RuntimeError", "fail")
    assert "tess" not in str(lines) + answer.text
