"""The programme of one month: what it is drawn from, and the draw, with why each was chosen or passed over."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Literal

from pydantic import Field

from domain.months import Month
from domain.programme_rules import ProgrammeRules
from domain.values import AuditId, Key, Value

CaseOutcome = Literal["chosen", "audited_lately", "not_drawn", "nobody_left"]
AuditorOutcome = Literal["allocated", "unavailable", "exempt", "own_team_only", "no_case_left"]


def name_of(month: Month) -> str:
    """What a month is called where audits have their ids: no audit can be called so."""
    return f"programme/{month}"


class Case(Value):
    """One record that could be audited; `last_audited` is the latest day that anybody knows of."""

    subject: Key
    team: Key
    last_audited: date | None = None


class Auditor(Value):
    """Somebody who audits each month; `unavailable` says why not in this one, such as `away until 2026-12-31`."""

    person: Key
    team: Key
    unavailable: str = ""


class Exemption(Value):
    """A director lets somebody off for a time. Their reason is kept beside it, not drawn from."""

    person: Key
    by: Key
    until: date


class Inputs(Value):
    """All that a draw depends on. The same inputs, in whatever order, come to the same draw."""

    month: Month
    seed: str = Field(min_length=1, max_length=64)
    rules: ProgrammeRules
    cases: tuple[Case, ...] = ()
    auditors: tuple[Auditor, ...] = ()
    exemptions: tuple[Exemption, ...] = ()

    @property
    def in_order(self) -> "Inputs":
        """The same, sorted: as it is stored and its digest is taken."""
        return self.model_copy(
            update={
                "cases": tuple(sorted(self.cases, key=lambda one: one.subject)),
                "auditors": tuple(sorted(self.auditors, key=lambda one: one.person)),
                "exemptions": tuple(sorted(self.exemptions, key=lambda one: (one.person, one.until, one.by))),
            }
        )

    @property
    def digest(self) -> str:
        """SHA-256, in hex, of all of it."""
        said = self.in_order.model_dump(mode="json", by_alias=True)
        text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return sha256(text.encode()).hexdigest()


class DrawnCase(Value):
    """What became of one case, in the order of the draw: position 1 is first of all teams."""

    position: int
    subject: Key
    team: Key
    last_audited: date | None = None
    outcome: CaseOutcome
    auditor: Key | None = None
    audit_id: AuditId | None = None


class DrawnAuditor(Value):
    """What became of one auditor."""

    person: Key
    team: Key
    outcome: AuditorOutcome
    because: str = ""
    audit_ids: tuple[AuditId, ...] = ()


class Stratum(Value):
    """One team's part: how many cases it has, may be drawn, were to be drawn, and have an auditor."""

    team: Key
    cases: int
    drawable: int
    quota: int
    chosen: int


class Draw(Value):
    """The whole month."""

    month: Month
    seed: str
    digest: str
    cases: tuple[DrawnCase, ...] = ()
    auditors: tuple[DrawnAuditor, ...] = ()

    @property
    def chosen(self) -> tuple[DrawnCase, ...]:
        """The cases that are audited, in order."""
        return tuple(one for one in self.cases if one.outcome == "chosen")

    @property
    def strata(self) -> tuple[Stratum, ...]:
        """Each team's part."""
        counted: dict[Key, Counter[CaseOutcome]] = {}
        for one in self.cases:
            counted.setdefault(one.team, Counter())[one.outcome] += 1
        return tuple(_stratum(team, counts) for team, counts in sorted(counted.items()))


def _stratum(team: Key, counts: Counter[CaseOutcome]) -> Stratum:
    every = counts.total()
    return Stratum(
        team=team,
        cases=every,
        drawable=every - counts["audited_lately"],
        quota=counts["chosen"] + counts["nobody_left"],
        chosen=counts["chosen"],
    )


CASES_IN_WORDS: Mapping[CaseOutcome, str] = {
    "chosen": "chosen",
    "audited_lately": "audited too lately",
    "not_drawn": "its team's share was drawn before it came up",
    "nobody_left": "no auditor of another team was left",
}
AUDITORS_IN_WORDS: Mapping[AuditorOutcome, str] = {
    "allocated": "has an audit",
    "unavailable": "not there",
    "exempt": "exempted",
    "own_team_only": "only cases of their own team were left",
    "no_case_left": "fewer cases were drawn than there are auditors",
}
