"""Rows of a tracker, each read as a whole: an entry, or everything that is wrong with it."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from api.form_slips import slip_in_words
from api.forms import AuditForm, FindingForm
from api.sheets.row import Row
from api.sheets.texts import words_of
from api.tracker import names
from api.tracker.checks import check_course, check_due
from api.tracker.columns import Column
from api.tracker.entries import Course, Entry, Facts, LeftOut, RowRead, Slip
from api.tracker.mapping import Mapping
from api.tracker.names import Vocabulary
from api.tracker.people import Names

Value = TypeVar("Value")


class Ways(NamedTuple):
    """What rows are read with."""

    mapping: Mapping
    vocabulary: Vocabulary
    names: Names
    today: date


class Rows:
    """One sheet's rows, under the columns that its mapping names."""

    def __init__(self, columns: dict[str, Column], ways: Ways) -> None:
        self._columns, self._ways = columns, ways

    def read(self, row: Row) -> RowRead:
        """The entry of a row, or all its slips."""
        if row.flaw:
            return [Slip(row.number, "", f"{row.flaw.sentence}.")]
        return _Reading(row, self._columns, self._ways).entry()


class _Reading:
    """One row while it is read; what is wrong is gathered, so that all of it is said at once."""

    def __init__(self, row: Row, columns: dict[str, Column], ways: Ways) -> None:
        self._row, self._columns = row, columns
        self._mapping, self._words, self._names, self._today = ways
        self._slips: list[Slip] = []

    def entry(self) -> RowRead:
        audit_id = self._asked("audit.id", names.audit_id_of)
        status = self._asked("action.status", names.status_of)
        if status == names.LEFT_OUT and audit_id:
            return LeftOut(self._row.number, audit_id)
        facts, finding, course = self._facts(), self._finding(status), self._course(status)
        if facts and finding:
            self._check(facts, finding, course)
        if self._slips or not (audit_id and facts and finding and course):
            return [one._replace(audit_id=audit_id) for one in self._slips]
        return Entry(self._row.number, audit_id, facts, finding, course)

    def _facts(self) -> Facts | None:
        found = {
            "reference": self._asked("audit.id", str),
            "day": self._day("audit.date"),
            "kind": self._asked("audit.kind", lambda said: names.key_of(said).lower().replace("-", "_")),
            "subject": self._asked("audit.subject", names.key_of),
            "team": self._asked("audit.team", self._words.team),
            "auditor": self._asked("audit.auditor", self._names.find),
            "overall": self._asked("audit.overall", self._words.grade),
        }
        worker, by = self._if_any("audit.worker", self._names.find), self._if_any("audit.by", self._names.find)
        return Facts(**found, worker=worker, by=by) if all(found.values()) else None  # type: ignore[arg-type]  # all are there

    def _finding(self, status: str | None) -> FindingForm | None:
        is_open = status in (names.OPEN, names.STARTED, names.CLAIMED)
        found = {
            "standard": self._asked("action.standard", self._words.standard),
            "text": self._asked("action.finding", str),
            "owner": self._asked("action.owner", lambda said: self._names.find(said, is_needed_now=is_open)),
            "due": self._day("action.due") if "action.due" in self._columns else None,
            "outcome": self._if_any("action.outcome", str),
            "safety": bool(self._if_any("action.safety", names.is_yes)),
            "finding_id": self._if_any("action.reference", names.key_of) or None,
        }
        if self._slips:
            return None
        try:
            return FindingForm.model_validate({**found, "met": False})
        except ValidationError as error:
            for one in error.errors(include_url=False):
                self._refuse(f"action.{_COLUMN.get(str(one['loc'][0]), one['loc'][0])}", slip_in_words(one, AuditForm))
            return None

    def _course(self, status: str | None) -> Course:
        is_done = status in (names.CLAIMED, names.VERIFIED)
        is_verified = status == names.VERIFIED
        verified_on = "action.verified_on" if self._is_said("action.verified_on") else "action.done_on"
        return Course(
            status or "",
            done_on=self._day("action.done_on") if is_done else None,
            note=self._if_any("action.note", words_of) if is_done else None,
            verified_by=self._asked("action.verified_by", self._names.find) if is_verified else None,
            verified_on=self._day(verified_on) if is_verified else None,
        )

    def _check(self, facts: Facts, finding: FindingForm, course: Course) -> None:
        for what, sentence in (
            *check_due(facts, finding, self._today),
            *check_course(facts, finding, course, self._today),
        ):
            self._refuse(what, sentence)

    def _is_said(self, what: str) -> bool:
        return what in self._columns and not self._columns[what].is_empty(self._row)

    def _if_any(self, what: str, read: Callable[[str], Value]) -> Value | None:
        return self._asked(what, read) if self._is_said(what) else None

    def _asked(self, what: str, read: Callable[[str], Value]) -> Value | None:
        return self._read(what, lambda column: read(column.text(self._row)))

    def _day(self, what: str) -> date | None:
        return self._read(what, lambda column: column.day(self._row, self._mapping.dates))

    def _read(self, what: str, read: Callable[[Column], Value]) -> Value | None:
        column = self._columns.get(what)
        if column is None:
            self._refuse(what, f"the mapping does not say where it is: add {what.partition('.')[2]} to it")
            return None
        try:
            return read(column)
        except ValueError as error:
            self._refuse(what, str(error))
            return None

    def _refuse(self, what: str, sentence: str) -> None:
        column = self._columns.get(what)
        slip = Slip(self._row.number, column.shown if column else what, f"{sentence}.")
        if slip not in self._slips:
            self._slips.append(slip)


_COLUMN = {"text": "finding", "finding_id": "reference"}
"""Fields of a finding that the mapping calls otherwise."""
