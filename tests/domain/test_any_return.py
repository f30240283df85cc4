"""Audits that begin planned live by all the promises of others, and by their own."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from typing_extensions import override

from domain import commands as c
from domain.complaint import COMPLAINT
from domain.rules import rules_before_return
from tests.builders import (
    ASH,
    CALENDAR,
    FELL,
    HEALTH,
    HERON,
    MOSS,
    PLANS,
    PLOVER,
    ROBIN,
    TALKS,
    VIEWS,
    VISITS,
    WREN,
    a_command,
    a_directory,
    a_finding,
    a_framework,
    a_plan,
    some_rules,
    words,
)
from tests.domain import promises_of_complaints, promises_of_returns
from tests.domain.any_command import FEW_DAYS
from tests.domain.test_any_life import AnyLife, Deed
from tests.life import Life

PLANNED: tuple[dict[str, Any], ...] = (
    {},
    {"return": {"within": "3wd", "allocate_within": "1wd"}},
    {"complaint": {}},
    {"complaint": {"within": "14cd", "extended_to": "25cd"}, "return": {"within": "3wd"}},
    {"return": {"within": "40cd", "allocate_within": "10cd"}, "rest": "2wd"},
)
"""How long planned audits may wait."""


def answered(point: c.FindingSeen) -> c.FindingSeen:
    """The same as a point of a complaint: those about plans are not upheld."""
    is_met = point.standard == PLANS
    return point.model_copy(update={"is_met": is_met, "answer": "not_upheld" if is_met else "upheld"})


class AnyReturn(AnyLife):
    """One audit, planned, whoever comes to make it."""

    @initialize(
        standards=st.lists(st.sampled_from((VISITS, PLANS, HEALTH, TALKS)), min_size=0, max_size=5),
        cycles=st.integers(1, 3),
        planned=st.sampled_from(PLANNED),
        auditor=st.sampled_from((None, None, HERON)),
        without=st.sampled_from(((), (), (MOSS,), (HERON,))),
    )
    @override
    def start(
        self,
        standards: list[str],
        *,
        cycles: int,
        planned: dict[str, Any],
        auditor: str | None,
        without: tuple[str, ...],
    ) -> None:
        self._found = [a_finding(one, finding_id=f"f-{n}", owner=WREN) for n, one in enumerate(standards)]
        self._rules = some_rules(cycles=cycles)
        kind = COMPLAINT if "complaint" in planned else "case_file"
        rules = rules_before_return(a_framework(cycles=cycles, **planned), CALENDAR, kind)
        self._start = a_plan(audit_kind=kind, auditor=auditor, rules=rules)
        self._directory = a_directory(without=without)
        self.life = Life(self._start, self._directory)
        self._deeds = []
        self._given = []

    @rule(by=st.sampled_from((MOSS, MOSS, FELL, ASH)), auditor=st.sampled_from((HERON, PLOVER, ROBIN)))
    def somebody_is_to_make_it(self, by: str, auditor: str) -> None:
        kind = c.Reallocate if self.life.audit.auditor else c.Allocate
        self._give(a_command(kind, by, auditor=auditor))

    @rule(team=st.sampled_from((None, "north", "south")), day=st.none() | FEW_DAYS, reason=st.booleans())
    def somebody_plans_badly(self, team: str | None, day: Any, *, reason: bool) -> None:
        self._give(a_command(c.Allocate, MOSS, auditor_team=team, return_by=day))
        because = words("because") if reason else None
        self._give(a_command(c.Reallocate, MOSS, auditor=ROBIN, auditor_team=team, reason=because))

    @rule(says=st.sampled_from(("all", "all", "nothing of views", "nothing of the worker")), right=st.booleans())
    def it_is_returned(self, says: str, *, right: bool) -> None:
        found = map(answered, self._found) if self.life.audit.complaint else self._found
        fields: dict[str, Any] = {"findings": tuple(found), "rules": self._rules, "views": VIEWS}
        fields["views"] = None if says == "nothing of views" else VIEWS
        fields["worker_took_part"] = None if says == "nothing of the worker" else True
        by = self.life.audit.auditor if right and self.life.audit.auditor else PLOVER
        self._give(a_command(c.ReturnAudit, by, **fields))

    @rule(by=st.sampled_from((FELL, FELL, MOSS, HERON)))
    def more_time_is_given(self, by: str) -> None:
        self._give(a_command(c.ExtendResponse, by))

    @override
    def _do(self, deed: Deed) -> Any:
        answer = super()._do(deed)
        promises_of_returns.keeps_its_promises(self.life)
        promises_of_complaints.keeps_its_promises(self.life)
        return answer


TestAnyReturn = AnyReturn.TestCase
TestAnyReturn.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
