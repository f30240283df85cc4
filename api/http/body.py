"""The body of a request becomes a form, or every slip in it with its place and what to put right."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from api.form_slips import pointer_to, slip_in_words
from api.http.errors import Malformed, NotJson, Slip

Form = TypeVar("Form", bound=BaseModel)
SHOWN = 20
"""Slips of one request that are named."""


class Body(Generic[Form]):
    """Reads the form strictly, as files are read; `form` is read by whoever describes the routes."""

    def __init__(self, form: type[Form]) -> None:
        self.form = form

    async def __call__(self, request: Request) -> Form:
        raw = await request.body()
        if not raw and not any(field.is_required() for field in self.form.model_fields.values()):
            return self.form()
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise NotJson
        try:
            return self.form.model_validate_json(raw)
        except ValidationError as error:
            raise Malformed(slips_of(error, self.form)) from None


def slips_of(error: ValidationError, form: type[BaseModel]) -> Sequence[Slip]:
    """What is wrong, place by place, the first few."""
    return [_slip(one, form) for one in error.errors(include_url=False)[:SHOWN]]


def _slip(details: ErrorDetails, form: type[BaseModel]) -> Slip:
    if details["type"] == "json_invalid":
        return Slip("", "this is not JSON: write one JSON object")
    if not details["loc"] and details["type"] != "value_error":
        return Slip("", "this is not a JSON object: write { } around its fields")
    return Slip(pointer_to(details), slip_in_words(details, form))
