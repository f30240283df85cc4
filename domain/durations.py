"""Lengths of time as a council writes them: working days, calendar days, or hours, minutes and seconds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, get_args

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema
from typing_extensions import override

Unit = Literal["wd", "cd", "h", "m", "s"]

# Six digits keep every sum inside the years that a date can hold.
PATTERN = r"^(0|[1-9][0-9]{0,5})(wd|cd|h|m|s)$"
_AMOUNT_AND_UNIT = re.compile(PATTERN)
_LARGEST = 999_999

_WORDS: dict[Unit, str] = {
    "wd": "working day",
    "cd": "calendar day",
    "h": "hour",
    "m": "minute",
    "s": "second",
}
_ELAPSED: dict[Unit, timedelta] = {
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
    "s": timedelta(seconds=1),
}


class DurationUnreadable(ValueError):
    """The text given is not a duration."""

    def __init__(self, given: object) -> None:
        self.given = given
        super().__init__(f"{given!r} is not a duration: write 5wd, 14cd, 24h, 10m or 20s")


class DurationHasNoLength(ValueError):
    """Working and calendar days have no fixed length: only a calendar can say when they end."""

    def __init__(self, duration: Duration) -> None:
        self.duration = duration
        super().__init__(f"{duration} has no fixed length: count it on a calendar, or write it in h, m or s")


@dataclass(frozen=True, slots=True)
class Duration:
    """An amount, 0 to 999,999, of one unit; in text, JSON and YAML `5wd`, `14cd`, `24h`, `10m` or `20s`."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.unit not in get_args(Unit) or not 0 <= self.amount <= _LARGEST:
            raise DurationUnreadable(f"{self.amount}{self.unit}")

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read `5wd`; raises DurationUnreadable."""
        return cls._read(text)

    @property
    def is_elapsed(self) -> bool:
        """Whether it is counted by the clock (h, m, s) rather than on a calendar (wd, cd)."""
        return self.unit in _ELAPSED

    @property
    def elapsed(self) -> timedelta:
        """The exact length of an elapsed duration; raises DurationHasNoLength for days."""
        if not self.is_elapsed:
            raise DurationHasNoLength(self)
        return self.amount * _ELAPSED[self.unit]

    @property
    def in_words(self) -> str:
        """As people say it: `5 working days`, `1 hour`."""
        plural = "" if self.amount == 1 else "s"
        return f"{self.amount} {_WORDS[self.unit]}{plural}"

    @override
    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"

    @classmethod
    def _read(cls, given: object) -> Duration:
        if isinstance(given, Duration):
            return given
        found = _AMOUNT_AND_UNIT.fullmatch(given) if isinstance(given, str) else None
        if found is None:
            raise DurationUnreadable(given)
        unit: Unit = found[2]  # type: ignore[assignment]  # the pattern lets only units through
        return cls(int(found[1]), unit)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        as_text = core_schema.to_string_ser_schema(when_used="always")
        return core_schema.no_info_plain_validator_function(cls._read, serialization=as_text)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "pattern": PATTERN, "examples": ["5wd", "14cd", "24h", "10m", "20s"]}
