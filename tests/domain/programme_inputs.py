"""A council that is drawn from: cases, auditors and rules, as given or at will."""

from collections import Counter
from datetime import date
from itertools import product
from typing import Any

from hypothesis import strategies as st

from domain.months import months_before
from domain.programme import Auditor, Case, Draw, Exemption, Inputs
from domain.programme_rules import ProgrammeRules

MONTH = "2026-12"
TEAMS = ("north", "south", "east", "west", "harbour")


def rules(**changes: Any) -> ProgrammeRules:
    given: dict[str, Any] = {"auditors": ("team_manager",), "exempt_by": "director", "cases": 10_000}
    return ProgrammeRules.model_validate(given | changes)


def inputs(*, size: tuple[int, int] = (40, 8), **changes: Any) -> Inputs:
    """So many cases and auditors, spread over the teams in turn."""
    given: dict[str, Any] = {
        "month": MONTH,
        "seed": "7",
        "rules": rules(),
        "cases": tuple(Case(subject=f"c-{n}", team=TEAMS[n % 5]) for n in range(size[0])),
        "auditors": tuple(Auditor(person=f"p-{n}", team=TEAMS[n % 5]) for n in range(size[1])),
    }
    return Inputs(**given | changes)


@st.composite
def any_inputs(draw: st.DrawFn) -> Inputs:
    """Any council of up to thirty cases and ten auditors in up to five teams."""
    day = st.dates(date(2025, 1, 1), date(2027, 1, 31))
    case = st.tuples(st.sampled_from(TEAMS), st.none() | day)
    auditor = st.tuples(st.sampled_from(TEAMS), st.sampled_from(("", "", "", "away")))
    cases, auditors = draw(st.lists(case, max_size=30)), draw(st.lists(auditor, max_size=10))
    exempted = st.tuples(st.integers(0, 10), day)
    sizes: tuple[dict[str, int | None], ...] = (
        {"cases": None, "share": 1},
        {"cases": None, "share": 30},
        {"cases": 5},
        {},
    )
    size = draw(st.sampled_from(sizes))
    return inputs(
        seed=draw(st.text("0123456789", min_size=1, max_size=4)),
        rules=rules(most=draw(st.integers(1, 3)), not_again_within=draw(st.integers(0, 24)), **size),
        cases=tuple(Case(subject=f"c-{n}", team=team, last_audited=last) for n, (team, last) in enumerate(cases)),
        auditors=tuple(Auditor(person=f"p-{n}", team=team, unavailable=why) for n, (team, why) in enumerate(auditors)),
        exemptions=tuple(
            Exemption(person=f"p-{n}", by="d-1", until=until) for n, until in draw(st.lists(exempted, max_size=3))
        ),
    )


def broken_rules(given: Inputs, drawn: Draw) -> list[str]:
    """Every rule that a draw breaks, found without the code that draws."""
    cases, people = {one.subject: one for one in given.cases}, {one.person: one for one in given.auditors}
    cutoff, first = months_before(given.month, given.rules.not_again_within), months_before(given.month, 0)
    exempt = {one.person for one in given.exemptions if one.until >= first}
    had = Counter(one.auditor for one in drawn.chosen)
    found = [f"{person} has {number}" for person, number in had.items() if number > given.rules.most]
    for one in drawn.chosen:
        case, who = cases[one.subject], people[one.auditor or ""]
        last = case.last_audited
        found += ["own team"] * (who.team == case.team)
        found += ["lately"] * (last is not None and last >= cutoff)
        found += ["not there"] * bool(who.unavailable or who.person in exempt)
    if sorted(one.subject for one in drawn.cases) != sorted(cases):
        found.append("a case is told of twice or never")
    if len({one.audit_id for one in drawn.chosen}) != len(drawn.chosen):
        found.append("two audits share an id")
    return found


def most_that_fit(given: Inputs, drawn: Draw) -> int:
    """How many of the quotas can have an auditor of another team at all, by trying every cut between teams."""
    able = Counter(one.team for one in drawn.auditors if one.outcome not in ("unavailable", "exempt"))
    quota = {one.team: one.quota for one in drawn.strata}
    teams = sorted({*able, *quota})
    places = {team: able[team] * given.rules.most for team in teams}
    best = sum(quota.values())
    for picks in product((False, True), repeat=len(teams)):
        # Demand outside the cut, and every auditor who may serve demand inside it: no pairing has more.
        inside = {team for team, is_in in zip(teams, picks, strict=True) if is_in}
        outside = sum(number for team, number in quota.items() if team not in inside)
        served = sum(number for team, number in places.items() if inside & set(quota) - {team})
        best = min(best, outside + served)
    return best
