"""The page that says who may do what over HTTP, made from the table that the doors go by and from their routes."""

import sys
from collections.abc import Iterator, Mapping

from fastapi.routing import APIRoute

from api.access import ACCESS, ANY, DEPUTISED, Capability, Relation, Role
from api.http.access_words import PAGE, WHY
from api.http.app import ROOMS
from api.http.description import calls
from api.http.visit import May, caller_of

NOBODY = "–"
EVERYBODY = "any"


def page() -> str:
    """The whole page, in Markdown."""
    routes = _routes()
    return PAGE.format(
        matrix="\n".join(_matrix()),
        capabilities="\n".join(line for one in Capability for line in _capability(one, routes[one])),
        deputised=", ".join(one for one in Capability if one in DEPUTISED),
        open=", ".join(f"`{name}`" for name in _open()),
    )


def _matrix() -> Iterator[str]:
    yield f"| | {' | '.join(Role)} |"
    yield f"|---|{'---|' * len(Role)}"
    for one in Capability:
        yield f"| {one} | {' | '.join(_cell(ACCESS[one].get(role, frozenset())) for role in Role)} |"


def _cell(relations: frozenset[Relation]) -> str:
    if relations == ANY:
        return EVERYBODY
    return ", ".join(one for one in Relation if one in relations) or NOBODY


def _capability(one: Capability, routes: list[str]) -> Iterator[str]:
    yield f"- **{one}**: {WHY[one]}"
    yield f"  {', '.join(f'`{route}`' for route in routes)}"


def _routes() -> Mapping[Capability, list[str]]:
    """Which routes each capability opens."""
    found: dict[Capability, list[str]] = {one: [] for one in Capability}
    for name, route in _all():
        for call in calls(route.dependant):
            if isinstance(call, May):
                found[call.capability].append(name)
    return found


def _open() -> list[str]:
    return [
        name
        for name, route in _all()
        if not any(isinstance(one, May) or one is caller_of for one in calls(route.dependant))
    ]


def _all() -> Iterator[tuple[str, APIRoute]]:
    for room in ROOMS:
        for route in room.router().routes:
            if isinstance(route, APIRoute):
                yield from ((f"{method} {route.path}", route) for method in sorted(route.methods or ()))


if __name__ == "__main__":
    sys.stdout.write(page())
