"""The description of the doors (OpenAPI 3.1): what FastAPI finds, and the bodies that our own forms read."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api.http.body import Body
from api.http.problems import Problem

REFERENCE = "#/components/schemas/{model}"


def describe(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """Gives the description, made once."""

    def description() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    return description


def calls(dependant: Dependant) -> Iterator[object]:
    """Everything that a route has called before it is."""
    for each in dependant.dependencies:
        yield each.call
        yield from calls(each)


def _described(app: FastAPI) -> dict[str, Any]:
    found = get_openapi(
        title=app.title, version=app.version, summary=app.summary, description=app.description, routes=app.routes
    )
    forms = dict(_forms(app))
    found.setdefault("components", {}).setdefault("schemas", {}).update(_schemas({*forms.values(), Problem}))
    for (path, method), form in forms.items():
        schema = {"$ref": REFERENCE.format(model=form.__name__)}
        is_needed = any(field.is_required() for field in form.model_fields.values())
        found["paths"][path][method]["requestBody"] = {
            "required": is_needed,
            "content": {"application/json": {"schema": schema}},
        }
    return found


def _forms(app: FastAPI) -> Iterator[tuple[tuple[str, str], type[BaseModel]]]:
    for route in routes_of(app):
        for call in calls(route.dependant):
            if isinstance(call, Body):
                yield from (((route.path, method.lower()), call.form) for method in route.methods or ())


def routes_of(app: FastAPI) -> Iterator[APIRoute]:
    """Every route of ours."""
    for context in iter_route_contexts(app.routes):
        if isinstance(context.route, APIRoute):
            yield context.route


def _schemas(forms: Iterable[type[BaseModel]]) -> dict[str, Any]:
    named = sorted(forms, key=lambda form: form.__name__)
    _, schemas = models_json_schema([(form, "validation") for form in named], ref_template=REFERENCE)
    definitions: dict[str, Any] = schemas["$defs"]
    return definitions
