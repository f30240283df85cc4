"""Whatever people do in whatever order with grades and disputes too, the promises hold."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from typing_extensions import override

from domain import commands as c
from domain.audit import Audit
from tests.builders import ASH, FELL, HEALTH, MOSS, PLANS, PLOVER, VISITS, WREN, a_command, a_finding, a_start, words
from tests.domain import promises_of_moderation as promises
from tests.domain.any_command import OWNER, aimed
from tests.domain.moderated import SWIFT, drawn, moderated_people, moderated_rules
from tests.domain.test_any_life import AnyLife
from tests.life import Life

WHY = {"reason": words("because")}
SO = {"note": words("seen both")}
GRADES = ("good", "inadequate")


class AnyModeration(AnyLife):
    """The same people, with second grades and disputes."""

    @override
    @initialize(
        standards=st.lists(st.sampled_from((VISITS, PLANS, HEALTH)), min_size=1, max_size=3),
        is_safety=st.booleans(),
        overall=st.sampled_from(GRADES),
        is_drawn=st.booleans(),
    )
    def start(self, standards: list[str], *, is_safety: bool, overall: str, is_drawn: bool) -> None:
        findings = [a_finding(one, finding_id=f"f-{n}", owner=WREN) for n, one in enumerate(standards)]
        findings[0] = findings[0].model_copy(update={"is_safety": is_safety})
        self._start = a_start(*findings, overall=overall, grades={"overall": overall}, rules=moderated_rules(overall))
        self._directory = moderated_people()
        self.life = Life(self._start, self._directory)
        self._deeds: list[Any] = []
        self._given: list[c.Command] = []
        self._is_drawn = is_drawn
        self._do(lambda life: drawn(life, is_drawn=is_drawn))

    @rule(by=st.sampled_from((SWIFT, SWIFT, PLOVER, ASH)), overall=st.sampled_from((*GRADES, "poor")))
    def somebody_moderates(self, by: str, overall: str) -> None:
        self._give(a_command(c.Moderate, by, overall=overall))

    @rule(number=st.integers(0, 5), by=st.sampled_from((OWNER, OWNER, ASH)))
    def somebody_disputes_an_action(self, number: int, by: str) -> None:
        self._give(a_command(c.DisputeAction, by, action_id=f"n-{number}", **WHY))

    @rule(by=st.sampled_from((ASH, MOSS, WREN)))
    def somebody_disputes_the_grade(self, by: str) -> None:
        self._give(a_command(c.DisputeGrade, by, **WHY))

    @rule(number=st.integers(0, 5), by=st.sampled_from((MOSS, FELL, ASH)), is_upheld=st.booleans())
    def somebody_decides_about_an_action(self, number: int, by: str, *, is_upheld: bool) -> None:
        about = list(self.life.audit.disputed) or [""]
        command = a_command(c.DecideDispute, by, action_id=f"n-{number}", is_upheld=is_upheld, **SO)
        wanted = about[number % len(about)]
        self._give(command if not wanted else aimed(_at(self.life.audit, command, wanted), self.life.audit))

    @rule(by=st.sampled_from((MOSS, FELL, ASH)), is_upheld=st.booleans(), overall=st.sampled_from(GRADES))
    def somebody_decides_about_the_grade(self, by: str, overall: str, *, is_upheld: bool) -> None:
        self._give(a_command(c.DecideGrade, by, is_upheld=is_upheld, overall=overall, **SO))

    @override
    def _do(self, deed: Any) -> Any:
        answer = super()._do(deed)
        promises.whatever_is_open_has_a_next_moment(self.life.audit)
        promises.a_disputed_safety_concern_is_chased(self.life.audit)
        return answer

    @override
    def teardown(self) -> None:
        if not hasattr(self, "life"):
            return
        promises.both_grades_are_kept(self.life)
        promises.a_dispute_holds_the_chase_of_all_but_safety_actions(self.life)
        promises.it_is_chosen_for_its_grade_or_drawn(self.life, is_drawn=self._is_drawn)
        super().teardown()


def _at(audit: Audit, command: c.Command, action_id: str) -> c.Command:
    return command.model_copy(update={"action_id": f"n-{list(audit.actions).index(action_id)}"})


TestAnyModeration = AnyModeration.TestCase
TestAnyModeration.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
