"""Drawing a month: which cases come up, and who audits each; by a seed, so that anybody can repeat it.

Cases, auditors and teams are put in the order of sha256(seed/what/id). Each team gives its share of cases; each case
goes to the first auditor of another team who has the fewest.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import partial
from hashlib import sha256

from domain.months import first_day, months_before
from domain.programme import Auditor, AuditorOutcome, Case, CaseOutcome, Draw, DrawnAuditor, DrawnCase, Inputs
from domain.programme_pairs import Pairs, pair
from domain.strata import quotas
from domain.values import AuditId, Key


def draw(inputs: Inputs) -> Draw:
    """The month's draw. The ids of its cases, and of its auditors, must each be unique."""
    lot = partial(_lot, inputs.seed)
    ordered = sorted(inputs.cases, key=lambda one: (lot("case", one.subject), one.subject))
    cutoff = months_before(inputs.month, inputs.rules.not_again_within)
    drawable = [one for one in ordered if may_come_up(one, cutoff)]
    reasons = {one.person: why_not(one, inputs) for one in inputs.auditors}
    able = [one for one in inputs.auditors if reasons[one.person] is None]
    able.sort(key=lambda one: (lot("auditor", one.person), one.person))
    total = min(inputs.rules.wanted(len(drawable)), len(able) * inputs.rules.most)
    shares = quotas(Counter(one.team for one in drawable), total, partial(lot, "team"))
    drawn = _first_of_each_team(drawable, shares)
    pairs = pair(drawn, able, inputs.rules.most)
    digest = inputs.digest
    cases = _cases(ordered, drawable, drawn, pairs)
    cases = [one.model_copy(update={"audit_id": _audit_id(inputs.month, digest, one)}) for one in cases]
    return Draw(
        month=inputs.month,
        seed=inputs.seed,
        digest=digest,
        cases=tuple(cases),
        auditors=tuple(_auditors(inputs, reasons, cases, drawn)),
    )


def may_come_up(case: Case, cutoff: date) -> bool:
    """Was it last audited before the months in which no record is audited again?"""
    return case.last_audited is None or case.last_audited < cutoff


def why_not(auditor: Auditor, inputs: Inputs) -> tuple[AuditorOutcome, str] | None:
    """Why somebody is given nothing this month, whatever is drawn; None if they may be."""
    if auditor.unavailable:
        return "unavailable", auditor.unavailable
    first = first_day(inputs.month)
    exempt = [one for one in inputs.exemptions if one.person == auditor.person and one.until >= first]
    if not exempt:
        return None
    last = max(exempt, key=lambda one: (one.until, one.by))
    return "exempt", f"by {last.by} until {last.until.isoformat()}"


def _lot(seed: str, what: str, name: str) -> str:
    return sha256(f"{seed}/{what}/{name}".encode()).hexdigest()


def _first_of_each_team(drawable: Iterable[Case], shares: dict[Key, int]) -> list[Case]:
    left = dict(shares)
    drawn: list[Case] = []
    for one in drawable:
        if left[one.team]:
            left[one.team] -= 1
            drawn.append(one)
    return drawn


def _cases(ordered: list[Case], drawable: list[Case], drawn: list[Case], pairs: Pairs) -> list[DrawnCase]:
    came_up, were_drawn = ({one.subject for one in some} for some in (drawable, drawn))

    def outcome(subject: Key) -> CaseOutcome:
        if subject not in came_up:
            return "audited_lately"
        if subject not in were_drawn:
            return "not_drawn"
        return "chosen" if subject in pairs else "nobody_left"

    return [
        DrawnCase(
            position=position,
            **one.model_dump(),
            outcome=outcome(one.subject),
            auditor=pairs.get(one.subject),
        )
        for position, one in enumerate(ordered, 1)
    ]


def _audit_id(month: str, digest: str, case: DrawnCase) -> AuditId | None:
    """Of the draw and the case's place in it: it says nothing to anybody, and is the same in every rerun."""
    if case.outcome != "chosen":
        return None
    return f"prog-{month}-{sha256(f'{digest}/{case.position}'.encode()).hexdigest()[:12]}"


def _auditors(
    inputs: Inputs,
    reasons: dict[Key, tuple[AuditorOutcome, str] | None],
    cases: list[DrawnCase],
    drawn: list[Case],
) -> Iterable[DrawnAuditor]:
    given: dict[Key, list[AuditId]] = {}
    for one in cases:
        if one.auditor and one.audit_id:
            given.setdefault(one.auditor, []).append(one.audit_id)
    is_short = sum(map(len, given.values())) < len(drawn)
    for auditor in sorted(inputs.auditors, key=lambda one: one.person):
        idle: tuple[AuditorOutcome, str] = ("own_team_only" if is_short else "no_case_left", "")
        outcome, because = reasons[auditor.person] or idle
        audit_ids = tuple(given.get(auditor.person, ()))
        yield DrawnAuditor(
            person=auditor.person,
            team=auditor.team,
            outcome="allocated" if audit_ids else outcome,
            because="" if audit_ids else because,
            audit_ids=audit_ids,
        )
