"""Durations are read from, and written as, the words of a policy file."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from domain.durations import Duration, DurationHasNoLength, DurationUnreadable, Unit

UNITS: list[Unit] = ["wd", "cd", "h", "m", "s"]


class Step(BaseModel, frozen=True):
    """A policy's step, as far as these tests need one."""

    after: Duration


@given(st.integers(0, 999_999), st.sampled_from(UNITS))
def test_a_duration_reads_back_what_it_writes(amount: int, unit: Unit) -> None:
    duration = Duration(amount, unit)

    assert Duration.parse(str(duration)) == duration
    assert str(duration) == f"{amount}{unit}"


@pytest.mark.parametrize(
    "text",
    [
        "5 days",
        "",
        "wd",
        "5",
        "5w",
        "-1wd",
        "05wd",
        "1.5h",
        "5wd ",
        "5wd\n",
        "5WD",
        "٥wd",
        "1000000wd",
        "5wd5",
    ],
)
def test_text_that_is_no_duration_is_refused_with_examples(text: str) -> None:
    with pytest.raises(DurationUnreadable) as refusal:
        Duration.parse(text)

    assert str(refusal.value) == f"{text!r} is not a duration: write 5wd, 14cd, 24h, 10m or 20s"


@pytest.mark.parametrize("amount", [-1, 1_000_000])
def test_an_amount_that_could_not_be_written_cannot_be_made(amount: int) -> None:
    with pytest.raises(DurationUnreadable):
        Duration(amount, "wd")


def test_models_read_and_write_a_duration_as_text() -> None:
    step = Step.model_validate({"after": "5wd"})

    assert step == Step(after=Duration(5, "wd"))
    assert step.model_dump() == {"after": "5wd"}
    assert step.model_dump_json() == '{"after":"5wd"}'
    assert Step.model_validate_json(step.model_dump_json()) == step


@pytest.mark.parametrize("given_value", ["5 days", 5, None, {"amount": 5, "unit": "wd"}])
def test_a_model_says_what_is_wrong_with_a_duration_and_where(given_value: object) -> None:
    with pytest.raises(ValidationError) as refusal:
        Step.model_validate({"after": given_value})

    [error] = refusal.value.errors()
    assert error["loc"] == ("after",)
    assert error["msg"].endswith(f"{given_value!r} is not a duration: write 5wd, 14cd, 24h, 10m or 20s")


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_editors_see_a_string_with_a_pattern(mode: str) -> None:
    schema = TypeAdapter(Duration).json_schema(mode="validation" if mode == "validation" else "serialization")

    assert schema["type"] == "string"
    assert schema["pattern"] == "^(0|[1-9][0-9]{0,5})(wd|cd|h|m|s)$"


def test_equal_durations_are_one_key() -> None:
    seen = {Duration(5, "wd"), Duration.parse("5wd"), Duration(5, "cd")}

    assert len(seen) == 2


@pytest.mark.parametrize(
    ("text", "length"),
    [("24h", timedelta(days=1)), ("10m", timedelta(minutes=10)), ("20s", timedelta(seconds=20))],
)
def test_hours_minutes_and_seconds_are_elapsed_time(text: str, length: timedelta) -> None:
    duration = Duration.parse(text)

    assert duration.is_elapsed
    assert duration.elapsed == length


@pytest.mark.parametrize("text", ["5wd", "14cd"])
def test_days_have_no_length_without_a_calendar(text: str) -> None:
    duration = Duration.parse(text)

    assert not duration.is_elapsed
    with pytest.raises(DurationHasNoLength, match=f"{text} has no fixed length"):
        _ = duration.elapsed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("5wd", "5 working days"),
        ("1wd", "1 working day"),
        ("14cd", "14 calendar days"),
        ("1h", "1 hour"),
        ("10m", "10 minutes"),
        ("0s", "0 seconds"),
    ],
)
def test_a_duration_is_said_in_words(text: str, words: str) -> None:
    assert Duration.parse(text).in_words == words
