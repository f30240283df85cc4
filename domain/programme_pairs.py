"""Who audits which case: never one's own team, each auditor in turn, and as many cases as can be."""

from collections.abc import Sequence

from domain.programme import Auditor, Case
from domain.values import Key

Pairs = dict[Key, Key]
"""The auditor of each case."""


def pair(cases: Sequence[Case], auditors: Sequence[Auditor], most: int) -> Pairs:
    """Each case to the first free auditor of another team, both in their order; nobody has two before all have one.

    If only auditors of the case's own team are free, one of them takes over a case that somebody of another team has,
    who takes this one instead. No longer exchange helps: whoever is free then is of one team, and can take over any
    case that is not of it at once. So no other pairing gives more cases an auditor.
    """
    free = [auditor for _ in range(most) for auditor in auditors]
    given: dict[Key, Auditor] = {}
    teams = {case.subject: case.team for case in cases}
    for case in cases:
        place = next((n for n, one in enumerate(free) if one.team != case.team), None)
        if place is not None:
            given[case.subject] = free.pop(place)
        elif free and (other := _exchangeable(case, given, teams)):
            given[case.subject] = given[other]
            given[other] = free.pop(0)
    return {subject: auditor.person for subject, auditor in given.items()}


def _exchangeable(case: Case, given: dict[Key, Auditor], teams: dict[Key, Key]) -> Key | None:
    """A case of another team whose auditor is of another team as well."""
    return next((key for key, who in given.items() if teams[key] != case.team and who.team != case.team), None)
