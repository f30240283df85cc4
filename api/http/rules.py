"""The council's rules, as anybody who is signed in may read them: frameworks and their practice standards."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.access import Capability
from api.http.errors import NothingThere
from api.http.room import room
from api.http.shapes import Shape
from api.http.tagged import tagged
from api.http.visit import May, Visit
from api.policies import UnknownFramework
from domain.values import Key

Reads = Annotated[Visit, Depends(May(Capability.READ_RULES))]


class PracticeStandard(Shape):
    """One checkable expectation."""

    standard: str
    title: str
    check_by: str
    action: str
    outcome: str
    owner: str


class FrameworkItem(Shape):
    """One set of rules, in the version that audits start under now."""

    framework: str
    version: int
    title: str
    grades: list[str]
    areas: dict[str, str]
    standards: list[PracticeStandard]


class Frameworks(Shape):
    """The names of all that there are."""

    items: list[str]


def router() -> APIRouter:
    """Two routes."""
    routes = room("rules")
    routes.add_api_route("/frameworks", frameworks, response_model=Frameworks)
    routes.add_api_route("/frameworks/{framework}", framework, response_model=FrameworkItem)
    return routes


async def frameworks(request: Request, visit: Reads) -> Response:
    """The rules that audits can be started under."""
    return tagged(request, Frameworks(items=visit.doors.policies.known()))


async def framework(framework: Key, request: Request, visit: Reads) -> Response:
    """One set of rules: its grades, areas and practice standards."""
    try:
        found = visit.doors.policies.framework(framework)
    except UnknownFramework:
        raise NothingThere("framework", framework) from None
    standards = [
        PracticeStandard(
            standard=one.id,
            title=one.title,
            check_by=one.check_by,
            action=one.action.title,
            outcome=one.action.outcome,
            owner=one.action.owner,
        )
        for one in found.standards
    ]
    item = FrameworkItem(
        framework=found.framework,
        version=found.version,
        title=found.title,
        grades=list(found.grades),
        areas=found.areas,
        standards=standards,
    )
    return tagged(request, item)
