"""An inadequate audit gets a blind second grade; a dispute that nobody decides goes up while the concern is chased."""

from datetime import UTC, datetime

from domain import commands as c
from domain import events as e
from storage.people import replace
from tests.activities.mails import text_in
from tests.activities.records import rows
from tests.journeys.council import Council, Handle
from tests.journeys.proof import Post
from tests.journeys.scenes import ASSISTANT, AUDITOR, HEAD, JUDGED, OWNER, an_audit, rules, story
from tests.workflows.moderation_scene import MODERATOR, decide, dispute, moderate, questioned, with_a_moderator
from tests.workflows.scenes import NOTE, judge

URGENT = "plan_is_smart"
UP = "escalated dispute assistant_director"


def start(audit_id: str) -> c.StartAudit:
    """Two findings, the second an immediate concern; inadequate audits are always moderated."""
    concern = c.FindingSeen(finding_id="f-2", standard=URGENT, is_met=False, is_safety=True, text=NOTE)
    first = an_audit(audit_id)
    both = {"findings": (*first.findings, concern), "rules": rules(JUDGED, URGENT)}
    return questioned(first.model_copy(update=both), "h", "inadequate")


async def test_an_inadequate_audit_is_moderated_blind_and_an_undecided_dispute_goes_up(
    council: Council, post: Post
) -> None:
    await replace(council.database, list(with_a_moderator().people.values()), at=datetime.now(UTC))
    handle = await council.start(start("moderated"))
    await council.until(lambda: _has(council, "moderation_drawn"))
    first = (await council.value("moderated")).actions
    await council.give("moderated", moderate("good"))
    second = (await council.value("moderated")).actions
    await _dispute_until_it_goes_up(council, handle)
    await council.give("moderated", decide("a-2", ASSISTANT))
    for standard in (JUDGED, URGENT):
        await council.give("moderated", judge(standard))

    assert await handle.result() == "closed"
    assert second["a-1"].due_at > first["a-1"].due_at == second["a-1"].original_due_at
    assert second["a-2"].due_at == first["a-2"].due_at
    assert _chased_while_disputed(await council.log("moderated"))
    await _assert_both_grades_are_kept(council)
    await post.prove()
    assert {part: _who_got(post, part) for part in TOLD} == TOLD
    assert all("inadequate" not in body.lower() for body in _bodies_to(post, MODERATOR))


async def _dispute_until_it_goes_up(council: Council, handle: Handle) -> None:
    await council.give("moderated", dispute("a-2"))
    while UP not in story(await council.log("moderated")):
        await council.ring(handle)


async def _assert_both_grades_are_kept(council: Council) -> None:
    [kept] = await rows(
        council.database, "select overall, first_overall, second_overall, auditor, moderator from audits"
    )
    assert tuple(kept.values()) == ("good", "inadequate", "good", AUDITOR, MODERATOR)


async def _has(council: Council, kind: str) -> bool:
    return kind in await council.kinds("moderated")


def _chased_while_disputed(log: list[e.AnyEvent]) -> bool:
    """Was somebody told of the concern between the dispute and its decision?"""
    kinds = [event.kind for event in log]
    between = log[kinds.index("dispute_opened") : kinds.index("dispute_decided")]
    return any(isinstance(event, e.Escalated) and event.matter in ("concern", "safety") for event in between)


def _who_got(post: Post, part: str) -> set[str]:
    return {mail["To"].addresses[0].username for mail in post.office.mails if part in mail["Subject"]}


def _bodies_to(post: Post, person: str) -> list[str]:
    """Of the letters that ask for the second grade."""
    asked = [
        mail
        for mail in post.office.mails
        if mail["To"].addresses[0].username == person and "second grade" in mail["Subject"]
    ]
    assert asked
    return [text_in(mail) for mail in asked]


TOLD = {
    "second grade": {MODERATOR},
    "has changed": {AUDITOR},
    "dispute is yours": {HEAD},
    "dispute waits": {ASSISTANT},
    "dispute is decided": {OWNER, AUDITOR},
}
"""Who got which letter."""
