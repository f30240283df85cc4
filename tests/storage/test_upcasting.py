"""Events written long ago are read as the events of today."""

import pytest

from domain.events import ActionAccepted
from storage.errors import BodyUnreadable
from storage.upcasting import Fields, read_event
from tests.builders import MONDAY, WREN

FIRST = '{"seq":3,"at":"2026-11-02T10:00:00Z","by":"wren","kind":"action_accepted","action":"a-1"}'
SECOND = FIRST.replace('"action"', '"action_key"')


def _second(fields: Fields) -> Fields:
    return {("action_key" if name == "action" else name): value for name, value in fields.items()}


def _third(fields: Fields) -> Fields:
    return {("action_id" if name == "action_key" else name): value for name, value in fields.items()}


@pytest.mark.parametrize(("shape", "body"), [(1, FIRST), (2, SECOND), (3, SECOND.replace("action_key", "action_id"))])
def test_each_shape_is_read_step_by_step(shape: int, body: str) -> None:
    event = read_event(shape, body, {1: _second, 2: _third}, latest=3)

    assert event == ActionAccepted(seq=3, at=MONDAY, by=WREN, action_id="a-1")


@pytest.mark.parametrize("shape", [1, 9])
def test_what_nobody_can_read_is_refused_without_being_quoted(shape: int) -> None:
    with pytest.raises(BodyUnreadable) as refused:
        read_event(shape, '{"kind":"action_accepted","note":"said in confidence"}')

    assert "confidence" not in str(refused.value)
    assert refused.value.__cause__ is None
