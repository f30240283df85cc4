"""Start files: every line of every file is read and checked before the first audit starts."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from api.drafts import Draft
from api.errors import BadInput, Place
from api.form_slips import read_form
from api.forms import AuditForm, PlanForm
from api.lines import Line, read_lines
from api.openings import Ground, NotInFramework, check_names, opening
from api.plans import opening_of_plan
from api.policies import Policies, UnknownFramework
from domain.commands import Opening


class Handed(NamedTuple):
    """One audit as it was handed in, and where."""

    place: Place
    form: AuditForm | PlanForm


class Read(NamedTuple):
    """What files hold: the lines that can be used, and those that cannot."""

    good: tuple[Handed, ...]
    bad: tuple[BadInput, ...]


def read_start_files(
    paths: Iterable[Path], policies: Policies | None, form: type[AuditForm | PlanForm] = AuditForm
) -> Read:
    """Everything that can be said of the files without asking a server; raises BadInput for a file without lines.

    Without policies the names of grades, areas and standards are left to somebody who has them.
    """
    good: dict[str, Handed] = {}
    bad: list[BadInput] = []
    for line in _lines(paths):
        try:
            handed = _handed(line, policies, good, form)
        except BadInput as error:
            bad.append(error)
        else:
            good[handed.form.audit_id] = handed
    return Read(tuple(good.values()), tuple(bad))


def draft(handed: Handed, ground: Ground, by: str | None) -> Draft:
    """The audit of a line, ready to be rehearsed on this ground; `by` wins over who the line says starts it."""
    form = handed.form
    make: Callable[..., Opening] = opening if isinstance(form, AuditForm) else opening_of_plan
    build = partial(make, form, ground, by=by)
    return Draft(handed.place, form.audit_id, form.framework, build, form.restricted_to or ())


def _lines(paths: Iterable[Path]) -> Iterator[Line | BadInput]:
    for path in paths:
        yield from read_lines(path)


def _handed(
    line: Line | BadInput, policies: Policies | None, before: dict[str, Handed], kind: type[AuditForm | PlanForm]
) -> Handed:
    if isinstance(line, BadInput):
        raise line
    form = read_form(kind, line)
    if form.audit_id in before:
        first = before[form.audit_id].place
        raise BadInput(line.place, f"audit {form.audit_id} is already at {first}: give each audit an id of its own.")
    if policies:
        _check_names(line, form, policies)
    return Handed(line.place, form)


def _check_names(line: Line, form: AuditForm | PlanForm, policies: Policies) -> None:
    try:
        check_names(form, policies)
    except (NotInFramework, UnknownFramework) as error:
        raise BadInput(line.place, str(error)) from None
