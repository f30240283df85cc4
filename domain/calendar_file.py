"""The pinned list of bank holidays, read from its file."""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from domain.working_days import Calendar


class CalendarUnreadable(ValueError):
    """The calendar file is not one that can be counted with."""

    def __init__(self, place: str, reason: str) -> None:
        self.place, self.reason = place, reason
        super().__init__(f"The calendar cannot be read: put right {place}: {reason}")


class _CalendarFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    calendar: Annotated[str, Field(min_length=1)]
    snapshot: Annotated[str, Field(min_length=1)]
    source: str = ""
    until: date
    days: Annotated[dict[date, str], Field(min_length=1)]

    @model_validator(mode="after")
    def _refuse_days_it_does_not_know(self) -> Self:
        if (last := max(self.days)) > self.until:
            raise ValueError(f"{last} lies after until, {self.until}: move until on or drop the day")
        return self


def read_calendar(text: str) -> Calendar:
    """The calendar written in a JSON file's text; raises CalendarUnreadable."""
    try:
        file = _CalendarFile.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise CalendarUnreadable(place, first["msg"]) from None
    return Calendar(snapshot=f"{file.calendar}/{file.snapshot}", holidays=tuple(file.days), until=file.until)
