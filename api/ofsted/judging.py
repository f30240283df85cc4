"""The next inspection of an authority judges what the one before found unmet."""

from collections.abc import Iterable, Iterator

from api.ofsted.audits import standard_of
from api.ofsted.inspections import Inspection
from api.ofsted.placeholders import INSPECTOR
from domain.commands import Judge, Sent, Standing, StartAudit
from domain.framework import Framework


class Judging:
    """What inspections say of each other's standards, under one framework."""

    def __init__(self, framework: Framework, standing: Standing) -> None:
        """`standing` is what the directory says of the inspector."""
        self._framework, self._standing = framework, standing

    def of(self, start: StartAudit, later: Iterable[Inspection], *, is_past: bool) -> tuple[Sent, ...]:
        """The judgements that later inspections, oldest first, make of a start's unmet standards.

        With `is_past` each is given when the later report was published; without, when the audit is started.
        """
        unmet, sent = unmet_standards(start), []
        for inspection in later:
            commands = list(self._judgements(unmet, inspection))
            sent += [Sent(command=one, at=inspection.published_at if is_past else None) for one in commands]
            unmet = [one.standard for one in commands if not one.is_met]
        return tuple(sent)

    def _judgements(self, unmet: list[str], by: Inspection) -> Iterator[Judge]:
        named = {standard_of(self._framework, text) for text in by.areas_for_improvement}
        for standard in unmet:
            yield Judge(
                command_id=f"{by.inspection_id}/judge/{standard}",
                by=INSPECTOR,
                standing=self._standing,
                standard=standard,
                is_met=self.is_met(standard, by.grades, named),
                source=by.inspection_id,
            )

    def is_met(self, standard: str, grades: dict[str, str], named: set[str]) -> bool:
        """Is a standard met by these grades, and, if it is a theme's, not `named` by a finding again?"""
        if self._is_standing(standard):
            return True
        is_good = all(self._framework.meets(grade) for grade in self._grades_of(standard, grades))
        is_area = standard in self._framework.areas.values()
        return is_good and (is_area or standard not in named)

    def _is_standing(self, standard: str) -> bool:
        # A plan that is owed after every inspection was answered, or the next inspection would not have come.
        return any(standard in standards for standards in self._framework.standing_actions.values())

    def _grades_of(self, standard: str, grades: dict[str, str]) -> list[str]:
        """The grades of the standard's area, under whatever names the later report judged it."""
        area = self._area_of(standard)
        names = [area, *self._framework.succeeded_by.get(area, ()), *self._before(area)]
        if area in grades:
            return [grades[area]]
        return [grades[name] for name in names if name in grades] or [grades["overall"]]

    def _area_of(self, standard: str) -> str:
        found = self._framework.standard(standard)
        return (found.area if found else None) or "overall"

    def _before(self, area: str) -> list[str]:
        return [old for old, successors in self._framework.succeeded_by.items() if area in successors]


def unmet_standards(start: StartAudit) -> list[str]:
    """The standards that an audit found unmet, in the order it found them."""
    findings = [finding.standard for finding in start.findings if not finding.is_met]
    return list(dict.fromkeys([*findings, *start.unmet_by_grade]))
