"""A mapping file: which column of a tracker says what, and what its words mean here."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from api.errors import BadInput, Place
from api.form_slips import slip_in_words
from api.sheets.days import USUAL
from domain.written import Unwritable, Written

A_DAY = date(2026, 11, 30)
Word = Annotated[str, Field(min_length=1, max_length=200)]


class Part(BaseModel):
    """A part of the file: exactly these keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class Source(Part):
    """Where a value comes from: a column (or several, joined by -), or the same for all rows.

    `words` translate what a cell says, `otherwise` is what an empty cell means, `prefix` stands before what is found.
    """

    column: Word | None = None
    columns: tuple[Word, ...] = ()
    always: Word | None = None
    words: dict[str, str] = Field(default_factory=dict)
    otherwise: Word | None = None
    prefix: str = ""

    @model_validator(mode="after")
    def _comes_from_one_place(self) -> Self:
        if bool(self.column) + bool(self.columns) + bool(self.always) != 1:
            raise ValueError("say where it comes from: one of column, columns or always")
        return self

    @property
    def headings(self) -> tuple[str, ...]:
        """The columns it is read from, as the mapping writes them."""
        return (self.column,) if self.column else self.columns


def _written(given: Any) -> Any:
    return given if isinstance(given, dict | Source) else {"column": given}


From = Annotated[Source, BeforeValidator(_written)]
"""A column's name alone is short for it."""


def _says_a_day(form: str) -> str:
    """A form from which a day can be read again."""
    try:
        is_one = datetime.strptime(A_DAY.strftime(form), form).date() == A_DAY  # noqa: DTZ007 - the same in every zone
    except ValueError:
        is_one = False
    if not is_one:
        raise ValueError(f"no day can be read by {form!r}: write it such as %d/%m/%Y")
    return form


class AuditSources(Part):
    """What each row says of the audit that it belongs to; rows with one id are one audit."""

    id: From
    date: From
    kind: From
    subject: From
    team: From
    auditor: From
    overall: From
    worker: From | None = None
    by: From | None = None


class ActionSources(Part):
    """What each row says of its finding, and of the action."""

    standard: From
    finding: From
    owner: From
    status: From
    outcome: From | None = None
    due: From | None = None
    safety: From | None = None
    reference: From | None = None
    done_on: From | None = None
    note: From | None = None
    verified_by: From | None = None
    verified_on: From | None = None


class Mapping(Part):
    """A whole mapping file."""

    framework: Word
    sheet: Word | None = None
    header_row: Annotated[int, Field(ge=1, le=1000)] = 1
    dates: tuple[Annotated[Word, AfterValidator(_says_a_day)], ...] = USUAL
    people: dict[str, str] = Field(default_factory=dict)
    finished_audits: Literal["left_out", "taken"] = "left_out"
    audit: AuditSources
    action: ActionSources


def read_mapping(path: Path) -> Mapping:
    """The mapping that a YAML file writes; raises BadInput with its line and what to put right there."""
    name = str(path)
    try:
        written = Written(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise BadInput(name, "there is no such file: check its name.") from None
    except (OSError, UnicodeDecodeError):
        raise BadInput(name, "it cannot be read: save it as a text file in UTF-8.") from None
    except Unwritable as error:
        raise BadInput(Place(name, error.line), f"{_of_mappings(str(error))}.") from None
    try:
        return Mapping.model_validate(written.values)
    except ValidationError as error:
        raise _slip(name, written, error) from None


def _of_mappings(sentence: str) -> str:
    """What is said of policy files, which are read in the same way."""
    return sentence.replace("framework, version and title", "framework, audit and action").replace("policy", "mapping")


def _slip(name: str, written: Written, error: ValidationError) -> BadInput:
    found = error.errors(include_url=False)
    worst = min(found, key=lambda each: each["type"] != "extra_forbidden")
    where = tuple(part for part in worst["loc"] if part != "[key]")
    said = ".".join(str(part) for part in where)
    sentence = slip_in_words(worst, _part_at(where)).removeprefix("Value error, ")
    return BadInput(Place(name, written.line(where)), f"{said}: {sentence}.")


def _part_at(where: tuple[int | str, ...]) -> type[BaseModel]:
    parts: dict[str, type[BaseModel]] = {"audit": AuditSources, "action": ActionSources}
    if len(where) > len(("audit", "id")):
        return Source
    return parts.get(str(where[0]), Mapping) if len(where) > 1 else Mapping
