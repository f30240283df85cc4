"""An event that cannot be read is refused with what to put right and where, and nothing that came with it is kept."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from fastapi import Request

from api.http.cloud_events import events_of
from api.http.errors import Malformed, NotJson
from storage.inbox import Incoming
from tests.api.senders import BATCH, a_measurement, a_return

STRUCTURED = {"content-type": "application/cloudevents+json; charset=utf-8"}
BINARY = {
    "content-type": "application/json",
    "ce-specversion": "1.0",
    "ce-id": "e-1",
    "ce-source": "/case-system",
    "ce-type": "auditloop.audit.returned.v1",
}
EVENT = {"specversion": "1.0", "id": "e-1", "source": "/case-system", "type": "auditloop.audit.returned.v1"}


def read(headers: Mapping[str, str], body: Any) -> list[Incoming]:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    given = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    return events_of(Request({"type": "http", "headers": given}), raw)


def event(**changes: Any) -> dict[str, Any]:
    return {name: value for name, value in {**EVENT, "data": a_return(), **changes}.items() if value is not ...}


def slips(headers: Mapping[str, str], body: Any) -> list[tuple[str, str]]:
    with pytest.raises(Malformed) as refused:
        read(headers, body)
    return [(one.pointer, one.detail) for one in refused.value.slips]


def test_each_way_of_sending_comes_to_the_same() -> None:
    [structured] = read(STRUCTURED, event())
    [batched] = read({"content-type": BATCH}, [event()])
    [binary] = read(BINARY, a_return())

    assert structured == batched
    assert structured._replace(body="") == binary._replace(body="")
    assert json.loads(structured.body) == event()
    assert json.loads(binary.body) == event(datacontenttype="application/json")


def test_attributes_in_headers_are_decoded() -> None:
    headers = {
        **BINARY,
        "ce-subject": "Caf%C3%A9%20%25",
        "ce-note": '"say \\"hi\\""',
        "ce-time": "2026-11-30T09:00:00.5+01:00",
    }

    [read_so] = read(headers, a_return())

    assert read_so.subject == "Café %"
    assert json.loads(read_so.body)["note"] == 'say "hi"'
    assert read_so.time is not None
    assert read_so.time.isoformat() == "2026-11-30T09:00:00.500000+01:00"


def test_extensions_are_kept_and_make_no_other_event_of_it() -> None:
    [plain] = read(STRUCTURED, event())
    [traced] = read(STRUCTURED, event(traceparent="00-1", sequence=7, sampled=True, time="2026-11-30T09:00:00Z"))

    assert traced.digest == plain.digest
    assert json.loads(traced.body)["sequence"] == 7


def test_data_says_which_events_await_which() -> None:
    counted = event(type="auditloop.measurement.v1", data=a_measurement())

    order = [
        (one.about, one.awaits) for one in read({"content-type": BATCH}, [event(), counted, event(type="else", data=1)])
    ]

    assert order == [
        (("audit north-1", "team north", "subject record-17"), ("audit north-1",)),
        (("referrer_told of team north",), ("referrer_told of team north", "team north")),
        ((), ()),
    ]


BAD = [
    (event(id=...), "/id", "it is missing: add it"),
    (event(id=""), "/id", "it is too short: write at least 1 characters"),
    (event(id="x" * 201), "/id", "it is too long: write at most 200 characters"),
    (event(id=7), "/id", "7 is not text: write it in quotation marks"),
    (event(id="a\nb"), "/id", "it holds a control character: remove it"),
    (event(source="two words"), "/source", "it is not a URI reference: write one such as /case-system"),
    (event(source="x" * 501), "/source", "it is too long: write at most 500 characters"),
    (event(type=...), "/type", "it is missing: add it"),
    (event(specversion="0.3"), "/specversion", "'0.3' is not known here: write '1.0'"),
    (event(time="yesterday"), "/time", "it is not a time of RFC 3339: write one such as 2026-11-30T09:00:00Z"),
    (
        event(time="2026-11-30T09:00:00"),
        "/time",
        "it is not a time of RFC 3339: write one such as 2026-11-30T09:00:00Z",
    ),
    (event(time="2026-02-30T09:00:00Z"), "/time", "there is no such moment: write one such as 2026-11-30T09:00:00Z"),
    (
        event(datacontenttype="text/xml"),
        "/datacontenttype",
        "data of this kind is not read here: send JSON, as application/json",
    ),
    (event(data=..., data_base64="e30="), "/data_base64", "data that is not JSON is not read here: send it as `data`"),
    (event(Team_name="x"), "", "'Team_name' is no name of an attribute: use small letters and digits"),
    (event(extra={"a": 1}), "", "extra is no text, whole number, true or false: write one"),
    (event(extra="x" * 1001), "", "extra is too long: write at most 1,000 characters"),
    (event(data=...), "/data", "this is not an object: write { } around its fields"),
    (event(data={**a_return(), "team": 7}), "/data/team", "7 is not text: write it in quotation marks"),
    (event(data={**a_return(), "by": "dee"}), "/data/by", "an event counts as its sender's: remove it"),
    (event(data=a_return(findings=[{"standard": "plan"}])), "/data/findings/0/met", "it is missing: add it"),
    (
        event(data={**a_return(), "audit_id": "a\0b"}),
        "/data/audit_id",
        "it holds a character that no text has: remove it",
    ),
    (event(type="else", data={"a/b": [{"\0": 1}]}), "/data/a/b/0", "it holds a character that no text has: remove it"),
    ([1], "", "this is not an object: write { } around its fields"),
    (b'{"id": ', "", "this is not JSON: write it in UTF-8, without comments"),
    (b'{"id": "\xff"}', "", "this is not JSON: write it in UTF-8, without comments"),
    (b"", "", "this is not JSON: write it in UTF-8, without comments"),
]


@pytest.mark.parametrize(
    ("body", "pointer", "detail"), BAD, ids=[f"{at or 'whole'} {n}" for n, (_, at, _) in enumerate(BAD)]
)
def test_what_cannot_be_read_is_named_with_what_to_put_right(body: Any, pointer: str, detail: str) -> None:
    assert slips(STRUCTURED, body)[0] == (pointer, detail)


def test_a_number_that_no_database_keeps_is_refused() -> None:
    raw = json.dumps(event(type="else", data=[0])).replace("[0]", "[1e999]").encode()

    assert slips(STRUCTURED, raw) == [("/data/0", "this number is too large: write a smaller one")]


def test_every_slip_of_a_batch_has_its_place() -> None:
    found = slips({"content-type": BATCH}, [event(), event(id=...), event(data={**a_return(), "auditor": 7})])

    assert [pointer for pointer, _ in found] == ["/1/id", "/2/data/auditor"]


@pytest.mark.parametrize(
    ("headers", "body", "slip"),
    [
        ({"content-type": BATCH}, event(), ("", "a batch is a list: write [ ] around its events")),
        ({"content-type": BATCH}, [event()] * 501, ("", "it has 501 events: send at most 500 at once")),
        ({**BINARY, "ce-id": "%ff"}, a_return(), ("ce-id", "its percent-encoding is not of UTF-8: encode it anew")),
        ({**BINARY, "ce-id": "%0A"}, a_return(), ("ce-id", "it holds a control character: remove it")),
        ({**BINARY, "ce-data": "x"}, a_return(), ("ce-data", "data is the body: leave this header out")),
        (BINARY, {**a_return(), "team": 7}, ("/team", "7 is not text: write it in quotation marks")),
        (BINARY, b"{", ("", "this is not JSON: write it in UTF-8, without comments")),
    ],
)
def test_batches_and_headers_have_slips_of_their_own(headers: dict[str, str], body: Any, slip: tuple[str, str]) -> None:
    assert slips(headers, body)[0] == slip


@pytest.mark.parametrize("kind", ["application/json", "application/cloudevents+avro", "text/plain", ""])
def test_a_body_that_is_no_event_is_answered_with_how_to_send_one(kind: str) -> None:
    with pytest.raises(
        NotJson, match="application/cloudevents\\+json, application/cloudevents-batch\\+json, or JSON with"
    ):
        read({"content-type": kind}, event())


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"team": ...}, "say what it counts for: exactly one of audit_id, team and subject"),
        ({"subject": "r-1"}, "say what it counts for: exactly one of audit_id, team and subject"),
    ],
)
def test_a_measurement_is_about_one_thing(changes: dict[str, Any], detail: str) -> None:
    data = {name: value for name, value in a_measurement(**changes).items() if value is not ...}

    assert slips(STRUCTURED, event(type="auditloop.measurement.v1", data=data)) == [("/data", detail)]
