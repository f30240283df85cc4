"""Absences from a file, one on each line, in CSV or JSON; a line that cannot be read is one sentence."""

from pathlib import Path

from api.errors import BadInput, Place
from api.form_slips import read_form
from api.forms import AbsenceForm
from api.lines import Line
from api.rows import lines_of
from domain.people import Absence
from domain.values import Key


class AbsenceRow(AbsenceForm):
    """Whose absence it is."""

    person: Key

    @property
    def absence(self) -> Absence:
        """What the directory keeps."""
        return Absence(**self.model_dump(exclude={"person"}))


def read_absences(path: Path) -> tuple[dict[Place, AbsenceRow], list[BadInput]]:
    """Every absence that can be read, by place, and what is wrong with the other lines; raises BadInput."""
    good: dict[Place, AbsenceRow] = {}
    bad: list[BadInput] = []
    for line in lines_of(path):
        try:
            good[line.place] = _read(line)
        except BadInput as slip:
            bad.append(slip)
    return good, bad


def _read(line: Line | BadInput) -> AbsenceRow:
    if isinstance(line, BadInput):
        raise line
    return read_form(AbsenceRow, line)
