"""The invented audit with a second grade and disputes: p-10 moderates from outside, a head of service decides."""

from typing import Any

from domain import commands as c
from domain.directory import Directory, Person
from domain.durations import Duration, Unit
from domain.framework_moderation import DisputeRule, ModerationRule
from domain.ladder import Ladder
from tests.workflows.scenes import NOTE, people

MODERATOR = "p-10"
OUTSIDE = c.Standing(roles=("moderator",), team="quality")


def with_a_moderator() -> Directory:
    """Everybody, and a moderator of another team to whom the auditor reports."""
    known = people().people
    boss = known["p-8"].manager
    moderator = Person(
        person=MODERATOR,
        name="Name p-10",
        mail="p-10@example.invalid",
        roles=("moderator",),
        team="quality",
        manager=boss,
    )
    auditor = known["p-8"].model_copy(update={"manager": MODERATOR})
    return Directory(people={**known, MODERATOR: moderator, "p-8": auditor})


def questioned(start: c.StartAudit, unit: Unit, *always: str, share: int = 0) -> c.StartAudit:
    """The start, by rules that know second grades and disputes; everything in this unit of time."""
    moderation = ModerationRule(
        share=share, always=always, within=Duration(5, unit), role="moderator", ladder=_ladder(f"1{unit}", "moderator")
    )
    disputes = DisputeRule(
        within=Duration(10, "wd"),
        decide_within=Duration(2, unit),
        decider="head_of_service",
        ladder=_ladder(f"1{unit}", "assistant_director"),
    )
    rules = start.rules.model_copy(update={"moderation": moderation, "disputes": disputes})
    return start.model_copy(update={"rules": rules})


def _ladder(after: str, role: str) -> Ladder:
    return Ladder.model_validate({"steps": [{"after": after, "role": role}], "every": "5wd"}, by_alias=True)


def moderate(overall: str) -> c.Moderate:
    return c.Moderate(command_id="moderate", by=MODERATOR, standing=OUTSIDE, overall=overall, note=NOTE)


def dispute(action_id: str) -> c.DisputeAction:
    return c.DisputeAction(command_id="dispute", by="p-1", action_id=action_id, reason=NOTE)


def decide(action_id: str, by: str, **standing: Any) -> c.DecideDispute:
    """It stands as it was."""
    return c.DecideDispute(
        command_id="decide",
        by=by,
        standing=c.Standing(**standing),
        action_id=action_id,
        is_upheld=False,
        note=NOTE,
    )
