"""What leaves for other systems holds no person, no case, no grade and no words, and signatures follow the scheme."""

import json
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import get_args

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_structured_event
from cloudevents.core.formats.json import JSONFormat
from standardwebhooks.webhooks import Webhook as Verifier

from activities.channels.signing import SecretUnusable, headers, keys_in
from activities.channels.told import HEAD, KEPT, TOLD, cloud_event
from domain import events as e
from domain.reach import AddressUnfit, Reach, fit
from domain.values import TextRef

NOW = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
ABOUT = {"audit_id": "x-1", "audit_kind": "case_file", "team": "north", "framework": "demo"}
OVERDUE = e.ActionOverdue(seq=7, at=NOW, action_id="a-1", owner="p-1", due_at=NOW)
OLD, NEW = (f"whsec_{one * 11}" for one in ("c2Vj", "bmV3"))


@pytest.mark.parametrize("event", get_args(get_args(e.AnyEvent)[0]), ids=lambda one: one.__name__)
def test_of_each_field_of_an_event_it_is_settled_whether_it_leaves(event: type[e.Event]) -> None:
    fields = set(event.model_fields)
    told = {name: event.model_fields[name].annotation for name in fields & TOLD}

    assert fields <= HEAD | TOLD | KEPT
    assert not [name for name, annotation in told.items() if TextRef in (annotation, *get_args(annotation))]


def test_no_field_both_leaves_and_stays() -> None:
    assert not HEAD & TOLD
    assert not (HEAD | TOLD) & KEPT


def test_a_message_is_a_cloud_event_as_others_read_it() -> None:
    body = cloud_event(OVERDUE, ABOUT, "/auditloop")

    read = from_structured_event(HTTPMessage({"content-type": "application/cloudevents+json"}, body), JSONFormat())

    assert (read.get_id(), read.get_source(), read.get_subject()) == ("x-1/7", "/auditloop", "x-1")
    assert (read.get_type(), read.get_time()) == ("auditloop.log.action_overdue.v1", NOW)
    assert read.get_data() == {
        **ABOUT,
        "seq": 7,
        "kind": "action_overdue",
        "moment": "2026-11-09T09:00:00Z",
        "is_past": False,
        "action_id": "a-1",
        "due_at": "2026-11-09T09:00:00Z",
    }


def test_while_a_secret_is_changed_whoever_has_either_can_check() -> None:
    now, body = datetime.now(UTC), b'{"a": 1}'

    signed = headers("x-1/7", now, body, keys_in(f"{NEW} {OLD}"))

    assert [Verifier(one).verify(body.decode(), signed) for one in (OLD, NEW)] == [json.loads(body)] * 2


@pytest.mark.parametrize("secret", ["", "short", "whsec_", "whsec_c2hvcnQ=", "whsec_!!!!", OLD.removeprefix("whsec_")])
def test_a_secret_that_signs_nothing_well_is_refused_and_not_repeated(secret: str) -> None:
    with pytest.raises(SecretUnusable) as refused:
        keys_in(secret)

    assert not secret or secret == "whsec_" or secret not in str(refused.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://council.example/x",
        "https://user:word@council.example/",
        "https://council.example/?code=1",
        "https://council.example/#x",
        "ftp://council.example/",
        "https:///x",
        "https://council.example:0/",
        "https://council.example:no/",
        "https://council.example/a b",
        "https://[::1/",
    ],
)
def test_an_address_that_no_webhook_may_have_is_refused(url: str) -> None:
    with pytest.raises(AddressUnfit):
        fit(url)


@pytest.mark.parametrize(
    "url", ["https://council.example/x", "http://127.0.0.1:9000/x", "http://localhost/", "http://[::1]/"]
)
def test_other_addresses_are_taken_as_they_are(url: str) -> None:
    assert fit(url) == url


@pytest.mark.parametrize(
    ("address", "is_allowed"),
    [
        ("127.0.0.1", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("10.1.2.3", False),
        ("10.2.0.1", True),
        ("::ffff:10.2.0.1", True),
        ("169.254.169.254", False),
        ("192.168.0.1", False),
        ("fd00::1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b::10.2.0.1", True),
        ("64:ff9b::9.9.9.9", True),
        ("64:ff9b:1::9.9.9.9", False),
        ("2002:7f00:1::", False),
        ("2002:909:909::", True),
        ("::127.0.0.1", False),
        ("::ffff:0:127.0.0.1", False),
        ("::ffff:9.9.9.9", True),
        ("::", False),
        ("fe80::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("2620:fe::fe", True),
        ("0.0.0.0", False),  # noqa: S104 - nobody listens
        ("224.0.0.1", False),
        ("9.9.9.9", True),
    ],
)
def test_of_private_networks_only_those_named_are_reached(address: str, *, is_allowed: bool) -> None:
    assert Reach(["10.2.0.0/16"]).allows(ip_address(address)) == is_allowed
