"""A file of inspections: every line read and checked before anything is imported."""

from pathlib import Path
from typing import NamedTuple

from api.errors import BadInput, Place
from api.form_slips import read_form
from api.lines import Line, read_lines
from api.ofsted.inspections import Inspection


class Inspections(NamedTuple):
    """What a file holds: inspections with their places, and the lines that cannot be used."""

    placed: dict[Place, Inspection]
    bad: tuple[BadInput, ...]

    @property
    def inspections(self) -> list[Inspection]:
        return list(self.placed.values())


def read_inspections(path: Path) -> Inspections:
    """Everything the file says; raises BadInput for a file without lines."""
    placed: dict[Place, Inspection] = {}
    first: dict[str, Place] = {}
    bad: list[BadInput] = []
    for line in read_lines(path):
        try:
            place, inspection = _inspection(line, first)
        except BadInput as error:
            bad.append(error)
        else:
            placed[place], first[inspection.inspection_id] = inspection, place
    return Inspections(placed, tuple(bad))


def _inspection(line: Line | BadInput, first: dict[str, Place]) -> tuple[Place, Inspection]:
    if isinstance(line, BadInput):
        raise line
    inspection = read_form(Inspection, line)
    if inspection.inspection_id in first:
        there = first[inspection.inspection_id]
        raise BadInput(line.place, f"inspection {inspection.inspection_id} is already at {there}: keep one of them.")
    if "overall" not in inspection.judgements:
        raise BadInput(line.place, "judgements: overall is missing: add it.")
    return line.place, inspection
