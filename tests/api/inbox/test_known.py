"""The schema of each type says to other systems what the door will take."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError
from pydantic_core import to_json

from api.inbox.acting import ACTS
from api.inbox.known import AUDIT_RETURNED, BUILT, COMPLIMENT, KNOWN, MEASUREMENT
from tests.api.council import a_finding
from tests.api.senders import a_measurement, a_return

ABSENCE, VIEW, COMPLAINT = "auditloop.absence.v1", "auditloop.childs-view.v1", "auditloop.complaint.v1"
VIEWED = {"subject": "r-1", "given_on": "2026-11-02", "way": "visit", "text": "I was not asked."}
COMPLAINED = {"complaint_id": "c-1", "subject": "r-1", "team": "north", "received_on": "2026-11-02", "text": "Late."}
PRAISED = {"standard": "plan_is_smart", "framework": "demo", "team": "north", "text": "Well planned."}
TAKEN = [
    (AUDIT_RETURNED, a_return()),
    (AUDIT_RETURNED, a_return(restricted_to=["dee"], findings=[a_finding(due="2027-01-04", safety=True)])),
    (MEASUREMENT, a_measurement()),
    (COMPLAINT, {**COMPLAINED, "stage": 1}),
    (VIEW, VIEWED),
    (COMPLIMENT, PRAISED),
    (ABSENCE, {"person": "tess", "first_day": "2026-11-02"}),
]
REFUSED = [
    (AUDIT_RETURNED, a_return(by="dee")),
    (AUDIT_RETURNED, {**a_return(), "child": "a name"}),
    (AUDIT_RETURNED, a_return(audit_id="Nobody's Child")),
    (MEASUREMENT, a_measurement(subject="r-1")),
    (MEASUREMENT, a_measurement(met=-1)),
    (COMPLAINT, {**COMPLAINED, "stage": 4}),
    (VIEW, {**VIEWED, "way": "By letter"}),
    (COMPLIMENT, {**PRAISED, "standard": "Plans"}),
    (ABSENCE, {"person": "tess"}),
]


def is_taken(type_: str, data: Any) -> bool:
    try:
        KNOWN[type_].form.model_validate_json(to_json(data))
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("type_", KNOWN)
def test_every_schema_is_one(type_: str) -> None:
    Draft202012Validator.check_schema(KNOWN[type_].schema)


@pytest.mark.parametrize(("type_", "data"), TAKEN)
def test_what_the_door_takes_the_schema_takes(type_: str, data: Any) -> None:
    assert is_taken(type_, data)
    assert Draft202012Validator(KNOWN[type_].schema).is_valid(data)


@pytest.mark.parametrize(("type_", "data"), REFUSED)
def test_what_the_schema_refuses_the_door_refuses(type_: str, data: Any) -> None:
    assert not is_taken(type_, data)
    assert not Draft202012Validator(KNOWN[type_].schema).is_valid(data)


def test_every_type_is_acted_on_or_says_which_version_will() -> None:
    assert sorted(BUILT) == sorted(ACTS)
    assert all(one.waits for one in KNOWN.values() if one.name not in BUILT)
