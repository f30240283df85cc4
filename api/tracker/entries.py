"""A row of a tracker as the engine understands it: the audit it belongs to, its finding, and how far it had come."""

from datetime import date
from typing import NamedTuple

from api.forms import FindingForm
from domain.values import AuditId, Key


class Slip(NamedTuple):
    """What cannot be read in a row: in which column, and what to put right. Row 0 is the file as a whole."""

    row: int
    column: str
    sentence: str
    audit_id: AuditId | None = None


class Facts(NamedTuple):
    """What a row says of its audit."""

    reference: str
    day: date
    kind: str
    subject: str
    team: str
    auditor: Key
    overall: str
    worker: Key | None = None
    by: Key | None = None


class Course(NamedTuple):
    """How far an action had come: its status in our words, and who did what when."""

    status: str
    done_on: date | None = None
    note: str | None = None
    verified_by: Key | None = None
    verified_on: date | None = None


class Entry(NamedTuple):
    """One row."""

    row: int
    audit_id: AuditId
    facts: Facts
    finding: FindingForm
    course: Course


class LeftOut(NamedTuple):
    """A row that the mapping leaves out, such as one that is no longer needed."""

    row: int
    audit_id: AuditId


RowRead = Entry | LeftOut | list[Slip]
