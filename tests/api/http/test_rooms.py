"""People, rules, figures, and changes as they happen."""

import asyncio
import json
from typing import Any

import httpx

from tests.api.http.test_first_steps import an_audit
from tests.api.http.visitors import Visitors


async def test_the_caller_learns_who_they_are_to_the_doors(visitors: Visitors) -> None:
    me = (await visitors.get("/me", "tess")).json()

    assert me["access"] == ["manager"]
    assert "start audits" in me["may"]
    assert "operate" not in me["may"]


async def test_people_are_listed_a_page_at_a_time_as_far_as_one_may_see_them(visitors: Visitors) -> None:
    first = (await visitors.get("/people", "dee", limit=3)).json()
    second = (await visitors.get("/people", "dee", limit=200, cursor=first["next"])).json()
    own = (await visitors.get("/people", "pat")).json()

    assert [one["person"] for one in first["items"]] == ["ada", "dee", "hal"]
    assert [one["person"] for one in second["items"]] == ["otto", "pat", "quest", "quinn", "sam", "tess"]
    assert second["next"] is None
    assert "quinn" not in [one["person"] for one in own["items"]]


async def test_rules_name_the_standards_that_audits_are_held_to(visitors: Visitors) -> None:
    names = (await visitors.get("/frameworks", "pat")).json()["items"]
    framework = (await visitors.get("/frameworks/demo", "pat")).json()
    unknown = await visitors.get("/frameworks/nowhere", "pat")

    assert "demo" in names
    assert "plan_is_smart" in [one["standard"] for one in framework["standards"]]
    assert unknown.status_code == 404


async def test_figures_count_and_name_nobody(visitors: Visitors, audit_id: str) -> None:
    await an_audit(visitors, audit_id)

    figures = (await visitors.get("/figures", "dee")).json()

    assert [(one["team"], one["audits"], one["actions_open"]) for one in figures["teams"]] == [("north", 1, 2)]


async def test_a_read_that_found_nothing_new_is_answered_with_304(visitors: Visitors, audit_id: str) -> None:
    await an_audit(visitors, audit_id)
    first = await visitors.get(f"/audits/{audit_id}", "quinn")

    again = await visitors.get(f"/audits/{audit_id}", "quinn", headers={"If-None-Match": first.headers["etag"]})

    assert again.status_code == 304
    assert again.content == b""


async def test_changes_are_told_as_they_are_recorded_to_those_who_may_see_them(
    served: httpx.AsyncClient, visitors: Visitors, audit_id: str
) -> None:
    is_following = asyncio.Event()
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        told = group.create_task(first_change(served, "quinn", is_following))
        await is_following.wait()
        await an_audit(visitors, audit_id)

    assert told.result()["audit_id"] == audit_id
    assert told.result()["kinds"][0] == "audit_started"


async def first_change(served: httpx.AsyncClient, by: str, is_following: asyncio.Event) -> dict[str, Any]:
    """What the first change says that somebody who follows is told of."""
    async with served.stream("GET", "/v1/changes", headers={"Authorization": f"Bearer person:{by}"}) as answer:
        async for line in answer.aiter_lines():
            if line == ": following":
                is_following.set()
            if line.startswith("data: "):
                found: dict[str, Any] = json.loads(line.removeprefix("data: "))
                return found
    raise AssertionError("it ended before anything was told")
