"""The grade that a later inspection gives an area, also where areas were split or joined in between."""

from collections.abc import Mapping

from domain.framework import Framework


def grade_of(framework: Framework, judgements: Mapping[str, str], area: str) -> str | None:
    """The area's grade; else the worst of all that succeed it; else that of the area it was once part of; else None."""
    if area in judgements:
        return judgements[area]
    successors = framework.succeeded_by.get(area, ())
    if successors and all(successor in judgements for successor in successors):
        return max((judgements[successor] for successor in successors), key=framework.grades.index)
    once = (old for old, new in framework.succeeded_by.items() if area in new and old in judgements)
    return next((judgements[old] for old in once), None)
