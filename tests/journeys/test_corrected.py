"""What was entered wrongly is put right, a verification is undone, and an audit that ended goes on and closes again."""

import pytest

from api.errors import Refused
from domain import commands as c
from tests.activities.records import rows
from tests.journeys.council import Council
from tests.journeys.proof import Post
from tests.journeys.scenes import AUDITOR, DIRECTOR, HEAD, JUDGED, OWNER, an_audit, story
from tests.workflows.scenes import NOTE, claim, judge, verify
from workflows.messages import Receipt

OTHER = NOTE.model_copy(update={"id": "t-other"})


def amend(command_id: str, **fields: object) -> c.Amend:
    return c.Amend.model_validate({"command_id": command_id, "by": HEAD, "reason": NOTE, **fields})


def reopen(standard: str | None, command_id: str = "reopen") -> c.Reopen:
    return c.Reopen(command_id=command_id, by=DIRECTOR, reason=NOTE, standard=standard)


async def reopened(council: Council, audit_id: str, standard: str | None) -> Receipt:
    with council.environment.with_time_skipping_disabled():
        return await council.give(audit_id, reopen(standard))


def heard(post: Post, *parts: str) -> list[tuple[str, str]]:
    """Who got a mail whose title has one of these parts."""
    titles = [(mail["To"].addresses[0].username, mail["Subject"]) for mail in post.office.mails]
    return sorted((person, part) for person, title in titles for part in parts if part in title)


async def test_what_was_entered_wrongly_is_put_right_and_a_verification_undone(council: Council, post: Post) -> None:
    handle = await council.start(an_audit("corrected"))
    await council.give("corrected", amend("subject", subject="case-right"))
    await council.give("corrected", amend("words", finding_id="f-1", text=OTHER))
    await council.give("corrected", amend("grade", overall="good"))
    await council.give("corrected", claim("a-1"))
    await council.give("corrected", verify("a-1"))
    await council.give("corrected", c.UndoVerify(command_id="undo", by=HEAD, action_id="a-1", reason=NOTE))
    await council.give("corrected", verify("a-1", "verify-again"))
    await council.give("corrected", judge(JUDGED))

    assert await handle.result() == "closed"
    assert [kind for kind in story(await council.log("corrected")) if kind in CORRECTED] == CORRECTED
    [found] = await rows(
        council.database, "select text_id, subject, overall from findings join audits using (audit_id)"
    )
    assert tuple(found.values()) == ("t-other", "case-right", "good")
    await post.prove()
    assert heard(post, "put right", "looked at again") == [
        (OWNER, "looked at again"),
        (AUDITOR, "looked at again"),
        *[(AUDITOR, "put right")] * 3,
    ]


async def test_a_closed_audit_is_reopened_is_chased_and_closes_again(council: Council, post: Post) -> None:
    handle = await council.start(an_audit("ended-wrongly"))
    await council.give("ended-wrongly", judge(JUDGED))
    assert await handle.result() == "closed"

    receipt = await reopened(council, "ended-wrongly", JUDGED)
    open_again = await council.value("ended-wrongly")
    assert await council.give("ended-wrongly", reopen(JUDGED)) == receipt
    with pytest.raises(Refused, match="only one that is closed or withdrawn"):
        await council.give("ended-wrongly", reopen(JUDGED, "reopen-2"))
    again = council.handle("ended-wrongly")
    await council.ring(again)
    await council.give("ended-wrongly", judge(JUDGED, command_id="judge-again"))

    assert (open_again.status, await again.result()) == ("acting", "closed")
    assert story(await council.log("ended-wrongly"))[-9:] == REOPENED
    await post.prove()
    assert heard(post, "is reopened", "is closed") == [
        *[(AUDITOR, "is closed")] * 2,
        (AUDITOR, "is reopened"),
    ]


async def test_a_withdrawn_audit_goes_on_with_what_is_unmet(council: Council, post: Post) -> None:
    handle = await council.start(an_audit("wrongly-withdrawn"))
    await council.give("wrongly-withdrawn", c.Withdraw(command_id="withdraw", by=DIRECTOR, reason=NOTE))
    assert await handle.result() == "withdrawn"

    with pytest.raises(Refused, match="a director may reopen"):
        await council.give("wrongly-withdrawn", reopen(None, "not-mine").model_copy(update={"by": OWNER}))
    await reopened(council, "wrongly-withdrawn", None)
    await council.give("wrongly-withdrawn", claim("a-2"))

    assert story(await council.log("wrongly-withdrawn"))[-3:] == ["audit_reopened", "action_opened", "action_claimed"]
    [row] = await rows(council.database, "select ended_at from audits where audit_id = 'wrongly-withdrawn'")
    assert row["ended_at"] is None
    await post.prove()


CORRECTED = [
    "amended",
    "amended",
    "amended",
    "audit_regraded",
    "action_replanned",
    "action_claimed",
    "verification_undone",
    "audit_closed",
]
REOPENED = [
    "audit_closed",
    "audit_reopened",
    "standard_found",
    "action_opened",
    "action_reminded",
    "standard_judged",
    "standard_met",
    "action_overtaken",
    "audit_closed",
]
