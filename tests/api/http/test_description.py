"""The doors describe themselves, and do as they say."""

import re
from pathlib import Path

from fastapi import FastAPI

from api.http.commands import ON_ACTION, ON_AUDIT
from api.http.description import calls, routes_of
from api.http.visit import May, caller_of


def test_the_description_names_a_body_for_each_command(app: FastAPI) -> None:
    described = app.openapi()

    claim = described["paths"]["/v1/audits/{audit_id}/actions/{action_id}/claim"]["post"]

    assert described["openapi"].startswith("3.1")
    assert claim["requestBody"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/ClaimForm"}
    assert "EvidenceForm" in described["components"]["schemas"]


def test_no_route_of_records_is_open_to_somebody_who_is_not_signed_in(app: FastAPI) -> None:
    unguarded = [
        route.path
        for route in routes_of(app)
        if not any(isinstance(call, May) or call is caller_of for call in calls(route.dependant))
    ]

    assert len(list(routes_of(app))) > 20
    what_others_must_know = ["/v1/event-types", "/v1/event-types/{name}"]
    assert unguarded == [*what_others_must_know, "/v1/feeds/{token}.ics"]  # a feed's address is its lock


def test_every_post_takes_a_key(app: FastAPI) -> None:
    posts = [route for route in routes_of(app) if route.methods == {"POST"}]

    keyless = [
        one.path
        for one in posts
        if not any(
            "Idempotency-Key" in str(field.alias)
            for each in (one.dependant, *one.dependant.dependencies)
            for field in each.header_params
        )
    ]

    assert len(posts) > 14
    assert keyless == []


def test_the_page_of_the_doors_names_every_command() -> None:
    page = (Path(__file__).parents[3] / "docs" / "http.md").read_text(encoding="utf-8")

    assert [one.path for one in (*ON_ACTION, *ON_AUDIT) if not re.search(rf"[`/]{one.path}`", page)] == []
