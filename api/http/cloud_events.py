"""CloudEvents over HTTP: one in JSON, a list of them, or one whose attributes are headers; all are good, or none is."""

import re
from collections.abc import Iterator
from math import isfinite
from typing import Any, NamedTuple
from urllib.parse import unquote

from fastapi import Request
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from api.form_slips import pointer_to, slip_in_words
from api.http.errors import Malformed, NotJson, Slip
from api.inbox.entry import entry
from api.inbox.envelope import Envelope
from api.inbox.known import KNOWN
from storage.inbox import Incoming

STRUCTURED, BATCH, JSON = "application/cloudevents+json", "application/cloudevents-batch+json", "application/json"
MOST = 500
"""Events of one batch."""
SHOWN = 20
"""Slips of one request that are named."""
_JSON = re.compile(r"(application|text)/([\w.+-]+\+)?json", re.IGNORECASE)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


class Sent(NamedTuple):
    """An event as it was sent: its members, where in the body they are, and where its data is."""

    members: Any
    at: str
    data_at: str


def events_of(request: Request, raw: bytes) -> list[Incoming]:
    """Every event of a request, good to be taken in; raises Malformed with every slip, or NotJson."""
    slips: list[Slip] = []
    events: list[Incoming] = []
    for one in _sent(request, raw):
        try:
            events.append(_entry(one))
        except Malformed as malformed:
            slips += malformed.slips
    if slips:
        raise Malformed(slips[:SHOWN])
    return events


def _sent(request: Request, raw: bytes) -> list[Sent]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == BATCH:
        return _batch(_read(raw))
    if kind == STRUCTURED:
        return [Sent(_read(raw), "", "/data")]
    if "ce-specversion" in request.headers and (_JSON.fullmatch(kind) or not raw):
        return [_binary(request, raw)]
    raise NotJson(f"{STRUCTURED}, {BATCH}, or JSON with headers such as ce-specversion: 1.0")


def _batch(given: Any) -> list[Sent]:
    if not isinstance(given, list):
        raise Malformed([Slip("", "a batch is a list: write [ ] around its events")])
    if len(given) > MOST:
        raise Malformed([Slip("", f"it has {len(given):,} events: send at most {MOST} at once")])
    return [Sent(one, f"/{number}", f"/{number}/data") for number, one in enumerate(given)]


def _binary(request: Request, raw: bytes) -> Sent:
    members = {name: _unescaped(name, value) for name, value in _attributes(request)}
    if "data" in members:
        raise Malformed([Slip("ce-data", "data is the body: leave this header out")])
    if "content-type" in request.headers:
        members["datacontenttype"] = request.headers["content-type"]
    if raw:
        members["data"] = _read(raw)
    return Sent(members, "ce-", "")


def _attributes(request: Request) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for header, value in request.headers.items():
        if header.startswith("ce-"):
            if header in seen:
                raise Malformed([Slip(header, "it is there twice: send it once")])
            seen.add(header)
            yield header.removeprefix("ce-"), value


def _unescaped(name: str, value: str) -> str:
    """The value of an attribute from its header: out of its quotation marks, then out of percent-encoding."""
    quoted = _QUOTED.fullmatch(value)
    plain = re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else value
    try:
        return unquote(plain, errors="strict")
    except UnicodeDecodeError:
        raise Malformed([Slip(f"ce-{name}", "its percent-encoding is not of UTF-8: encode it anew")]) from None


def _read(raw: bytes) -> Any:
    try:
        return from_json(raw, allow_inf_nan=False)
    except ValueError:
        raise Malformed([Slip("", "this is not JSON: write it in UTF-8, without comments")]) from None


def _entry(sent: Sent) -> Incoming:
    try:
        envelope = Envelope.model_validate(sent.members)
    except ValidationError as error:
        raise Malformed(list(_slips(error, Envelope, sent.at))) from None
    if slip := next(_unkept(envelope.data, sent.data_at), None):
        raise Malformed([slip])
    try:
        return entry(envelope)
    except ValidationError as error:
        raise Malformed(list(_slips(error, KNOWN[envelope.type].form, sent.data_at))) from None


def _slips(error: ValidationError, form: type[BaseModel], at: str) -> Iterator[Slip]:
    for details in error.errors(include_url=False):
        pointer = pointer_to(details)
        where = at + (pointer.removeprefix("/") if at == "ce-" else pointer)
        if not pointer and details["type"] != "value_error":
            yield Slip(where.rstrip("-"), "this is not an object: write { } around its fields")
        else:
            yield Slip(where, slip_in_words(details, form))


def _unkept(data: Any, at: str) -> Iterator[Slip]:
    """What JSON can say and the database cannot keep."""
    for pointer, leaf in _leaves(data, at):
        if isinstance(leaf, str) and "\0" in leaf:
            yield Slip(pointer, "it holds a character that no text has: remove it")
        elif isinstance(leaf, float) and not isfinite(leaf):
            yield Slip(pointer, "this number is too large: write a smaller one")


def _leaves(given: Any, at: str) -> Iterator[tuple[str, Any]]:
    if isinstance(given, list):
        for number, one in enumerate(given):
            yield from _leaves(one, f"{at}/{number}")
    elif isinstance(given, dict):
        for name, one in given.items():
            yield at, name
            yield from _leaves(one, f"{at}/{name}")
    else:
        yield at, given
