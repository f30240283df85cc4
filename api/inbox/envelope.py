"""The envelope of an event (CloudEvents 1.0): what every event says, whatever it is about."""

import json
import re
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Literal, NoReturn

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, model_validator
from pydantic_core import to_json

LONGEST_EXTENSION = 1000  # characters
_NAME = re.compile(r"[a-z0-9]{1,40}")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
_JSON = re.compile(r"(application|text)/([\w.+-]+\+)?json\s*(;.*)?", re.IGNORECASE)
_REFERENCE = re.compile(r"[\w!#$%&'()*+,./:;=?@\[\]~-]+", re.ASCII)
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def _plain(text: str) -> str:
    if _UNPRINTED.search(text):
        raise ValueError("it holds a control character: remove it")
    return text


def _moment(given: object) -> object:
    if not isinstance(given, str):
        return given
    if not _TIME.fullmatch(given):
        raise ValueError("it is not a time of RFC 3339: write one such as 2026-11-30T09:00:00Z")
    try:
        return datetime.fromisoformat(given.upper())
    except ValueError:
        raise ValueError("there is no such moment: write one such as 2026-11-30T09:00:00Z") from None


def _is_json(kind: str) -> str:
    if not _JSON.fullmatch(kind):
        raise ValueError("data of this kind is not read here: send JSON, as application/json")
    return kind


def _never(_: object) -> NoReturn:
    raise ValueError("data that is not JSON is not read here: send it as `data`")


def _reference(text: str) -> str:
    if not _REFERENCE.fullmatch(text):
        raise ValueError("it is not a URI reference: write one such as /case-system")
    return text


PLAIN = AfterValidator(_plain)


class Envelope(BaseModel):
    """An event's attributes and its data. Extensions are kept as they are."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True, title="CloudEvent")
    specversion: Literal["1.0"]
    id: Annotated[str, Field(min_length=1, max_length=200, description="With `source`, the event's own name."), PLAIN]
    source: Annotated[
        str, Field(max_length=500, description="A URI reference: who says so."), AfterValidator(_reference)
    ]
    type: Annotated[str, Field(min_length=1, max_length=200, description="One of `/v1/event-types`, or kept."), PLAIN]
    subject: Annotated[str, Field(min_length=1, max_length=500), PLAIN] | None = None
    time: Annotated[datetime, BeforeValidator(_moment)] | None = None
    datacontenttype: Annotated[str, Field(max_length=200), AfterValidator(_is_json)] | None = None
    dataschema: Annotated[str, Field(min_length=1, max_length=500), PLAIN] | None = None
    data: JsonValue = None
    data_base64: Annotated[None, BeforeValidator(_never)] = Field(None, exclude=True)

    @model_validator(mode="after")
    def _has_well_named_extensions(self) -> "Envelope":
        for name, value in (self.model_extra or {}).items():
            if not _NAME.fullmatch(name):
                raise ValueError(f"{name[:40]!r} is no name of an attribute: use small letters and digits")
            if not isinstance(value, str | bool | int):
                raise ValueError(f"{name} is no text, whole number, true or false: write one")  # noqa: TRY004 - for pydantic
            if len(_plain(str(value))) > LONGEST_EXTENSION:
                raise ValueError(f"{name} is too long: write at most {LONGEST_EXTENSION:,} characters")
        return self

    @property
    def body(self) -> str:
        """The event in CloudEvents' JSON."""
        said = self.model_dump(mode="json", exclude_unset=True)
        return to_json({name: value for name, value in said.items() if value is not None}).decode()

    @property
    def digest(self) -> str:
        """Tells a repeat from another event of the same name, whichever way it was sent and by whichever hands."""
        said = [self.type, self.subject, self.data]
        return sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
