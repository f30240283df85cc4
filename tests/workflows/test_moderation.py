"""The draw for moderation, as the workflow asks for it and takes it in."""

from domain import events as e
from domain.durations import Duration
from domain.framework_moderation import ModerationRule
from domain.ladder import Ladder, LadderStep
from tests.workflows.conftest import Stage
from tests.workflows.moderation_scene import MODERATOR, with_a_moderator
from tests.workflows.scenes import a_start

LADDER = Ladder(steps=(LadderStep(after=Duration(1, "wd"), role="head_of_service"),), every=Duration(5, "wd"))


def rule(share: int, *always: str) -> ModerationRule:
    return ModerationRule(share=share, always=always, within=Duration(10, "wd"), role="moderator", ladder=LADDER)


async def _drawn(stage: Stage, audit_id: str, moderation: ModerationRule) -> e.ModerationDrawn:
    start = a_start(audit_id, findings=1)
    rules = start.rules.model_copy(update={"moderation": moderation})
    handle = await stage.start(start.model_copy(update={"rules": rules}))
    await stage.until(lambda: "moderation_drawn" in stage.kinds(audit_id))
    [drawn] = [one for one in stage.effects.logs[audit_id] if isinstance(one, e.ModerationDrawn)]
    await handle.terminate()
    return drawn


async def test_a_grade_that_is_always_moderated_is_chosen_by_the_engine(stage: Stage) -> None:
    stage.effects.directory = with_a_moderator()
    drawn = await _drawn(stage, "always-moderated", rule(0, "inadequate"))

    assert (drawn.is_chosen, drawn.because, drawn.by) == (True, "grade", e.ENGINE)
    assert drawn.command_id == "always-moderated/moderation"
    assert ("always-moderated", "moderation", MODERATOR) in stage.effects.sent


async def test_of_the_rest_those_are_chosen_that_the_secret_draws(stage: Stage) -> None:
    found = {one: await _drawn(stage, one, rule(50)) for one in ("lot-1", "lot-2", "lot-3", "lot-4", "lot-5")}

    assert {one.is_chosen for one in found.values()} == {True, False}
    assert all((one.because == "share") is one.is_chosen for one in found.values())
