"""Notices wait for the digest of the council's policy: what is urgent does not, and what was overtaken never leaves."""

from datetime import datetime, timedelta
from email.message import EmailMessage

from domain import commands as c
from domain.london import due_day, in_london
from tests.activities.mails import page_in, text_in
from tests.activities.records import rows
from tests.journeys.conftest import now
from tests.journeys.council import Council, GatedEffects
from tests.journeys.proof import Post
from tests.journeys.scenes import AUDITOR, DIRECTOR, OWNER
from tests.workflows.scenes import NOTE, a_start

MANAGER, SERVICE_MANAGER = "p-2", "p-3"
ABOVE = c.Standing(above_owner=True)
WAITING = "select max(due_at) as at from outbox where state = 'waiting' and is_digested"
STALE = "select notice, person, stale_because from outbox where state = 'stale' order by audit_id, seq"


def begun(audit_id: str, findings: int) -> c.StartAudit:
    """An audit by the council's own rules, each action of which is the owner's."""
    start = a_start(audit_id, findings=findings)
    theirs = tuple(one.model_copy(update={"owner": OWNER}) for one in start.findings)
    return start.model_copy(update={"findings": theirs})


async def test_a_day_of_changes_becomes_one_mail_that_says_what_is_still_so(
    council: Council, post: Post, effects: GatedEffects
) -> None:
    effects.afterwards = None  # the courier walks when this test says so
    await council.start(begun("kept", 3))
    await council.start(begun("ended", 1))
    await _walk(post, now())
    early = [mail["Subject"] for mail in post.office.mails]

    await _overtake(council)
    await council.give("kept", _concern())
    await _walk(post, now())
    urgent, post.office.mails[:] = list(post.office.mails), []
    [last] = await rows(council.database, WAITING)
    await _walk(post, last["at"])

    assert early == []
    assert {mail["Importance"] for mail in urgent} == {"high"}
    assert {OWNER, SERVICE_MANAGER} <= {mail["To"].addresses[0].username for mail in urgent}
    assert f"{in_london(last['at']):%H:%M}" in ("09:30", "14:30")
    _reads_well(_to(post, OWNER))
    assert "An action has come to you (audit kept, action a-2)" in [mail["Subject"] for mail in post.office.mails]
    assert [tuple(one.values()) for one in await rows(council.database, STALE)] == [
        ("opened", OWNER, "The audit is over."),
        ("opened", OWNER, "Its date has moved."),
        ("opened", OWNER, "It is somebody else's now."),
        ("extension_asked", MANAGER, "It is decided."),
    ]
    await post.prove()


async def _overtake(council: Council) -> None:
    """One date is moved, one action given to somebody else, and one audit ended."""
    first = (await council.value("kept")).actions["a-1"].due_at
    asked = c.AskExtension(
        command_id="ask", by=OWNER, action_id="a-1", due=due_day(first) + timedelta(days=7), reason=NOTE
    )
    await council.give("kept", asked)
    await council.give("kept", c.GrantExtension(command_id="grant", by=MANAGER, standing=ABOVE, action_id="a-1"))
    given = c.Reassign(command_id="give", by=MANAGER, standing=ABOVE, action_id="a-2", owner=MANAGER)
    await council.give("kept", given)
    director = c.Standing(roles=("director",))
    await council.give("ended", c.Withdraw(command_id="end", by=DIRECTOR, standing=director, reason=NOTE))


def _concern() -> c.AddAction:
    return c.AddAction(
        command_id="concern",
        by=AUDITOR,
        action_id="s-1",
        standard="child_seen_alone",
        owner=OWNER,
        due=now().date() + timedelta(days=5),
        outcome=NOTE,
        title=NOTE,
        is_safety=True,
    )


async def _walk(post: Post, at: datetime) -> None:
    post.clock.now = max(post.clock.now, at)
    while await post.courier.deliver_due():
        pass


def _to(post: Post, person: str) -> EmailMessage:
    [mail] = [one for one in post.office.mails if one["To"].addresses[0].username == person]
    return mail


def _reads_well(digest: EmailMessage) -> None:
    text, page = text_in(digest), page_in(digest)
    assert digest["Subject"] == "3 notices from Auditloop"
    assert "Your action is cancelled\n----" in text
    assert "You have more time for an action\n----" in text
    assert text.count("An action is yours\n----") == 1
    assert "act kept accept a-3 --by p-1" in text
    assert "<h3>You have more time for an action</h3>" in page
