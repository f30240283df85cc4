"""A room of routes under `/v1`, whose every refusal is described as a `Problem`."""

from typing import Any

from fastapi import APIRouter

from api.http.problems import MEDIA_TYPE

V1 = "/v1"
REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"description": title, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    for status, title in (
        (401, "Not signed in"),
        (403, "Not allowed"),
        (404, "Not there, or not to be known of"),
        (409, "A rule refused"),
        (413, "Too large"),
        (415, "Not JSON"),
        (422, "Malformed"),
        (429, "Too many requests"),
        (503, "A part is away"),
    )
}


def room(tag: str) -> APIRouter:
    """An empty one."""
    return APIRouter(prefix=V1, tags=[tag], responses=REFUSALS)
