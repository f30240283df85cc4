"""Notes on a living audit and on a closed one: whoever is mentioned is told, and the chain knows nothing of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from api import notes
from api.access import Role
from api.notes import NoteForm, Wanted
from api.operating import Why
from api.policies import Policies
from api.record import Record
from api.story import Told, story
from domain.people import Absence
from storage import texts
from storage.notes import NoteLine
from storage.people import away, directory
from storage.rebuilding import rebuild
from storage.texts import Chance
from storage.verifying import verify
from tests.activities.records import rows
from tests.api.council import POLICIES
from tests.journeys.council import Council
from tests.journeys.proof import Post
from tests.journeys.scenes import AUDITOR, HEAD, JUDGED, OWNER, an_audit
from tests.workflows.scenes import claim, judge
from tests.workflows.scenes import verify as seen

MANAGER, AWAY = "p-2", "p-3"
ABOUT = "A note mentions you"
SECRET = "Grandmother was never asked"
MEANINGS: dict[str, Role] = dict(Policies(POLICIES).meanings())


def now() -> datetime:
    return datetime.now(UTC)


async def _leave(council: Council, by: str, text: str, *mention: str, **about: Any) -> NoteLine:
    record = Record(council.database, Chance(lambda: "t", lambda: "salt"))
    wanted = Wanted("noted", f"{by}/{text[:9]}".replace(" ", "-"), by, NoteForm(text=text, mention=mention), **about)
    return await notes.leave(record, MEANINGS, wanted, now())


async def _story(council: Council) -> list[Told]:
    everybody = await directory(council.database)
    async with council.database.reading() as connection:
        return await story(connection, everybody, "noted")


async def test_notes_are_told_of_and_stay_whatever_becomes_of_the_audit(council: Council, post: Post) -> None:
    handle = await council.start(an_audit("noted"))
    since = now().date() - timedelta(days=1)
    await away(council.database, AWAY, Absence(first_day=since, deputy=HEAD), at=now())
    first = await _leave(council, MANAGER, f"{SECRET}: ask her.", OWNER, AWAY, action_id="a-1")
    again = await _leave(council, MANAGER, f"{SECRET}: ask her.", OWNER, AWAY, action_id="a-1")
    await council.give("noted", claim("a-1"))
    await council.give("noted", seen("a-1"))
    await council.give("noted", judge(JUDGED))
    assert await handle.result() == "closed"
    last = await _leave(council, AUDITOR, "She has been asked now.", MANAGER)
    await texts.sweep(council.database, before=now() + timedelta(days=20))

    await post.prove()  # verify, rebuild, the tables and the mails

    assert (again, last.note_id) == (first, "n-2")
    _assert_mails(post)
    told = await _story(council)
    kinds = [one.kind for one in told]
    assert kinds.index("action_opened") < kinds.index("note") < kinds.index("action_claimed")
    assert (told[-1].note, told[-1].text) == ("n-2", "Name p-8 left a note for Name p-2: “She has been asked now”.")
    assert SECRET in next(one.text for one in told if one.note == "n-1")


def _assert_mails(post: Post) -> None:
    """Everybody mentioned and the stand-in of one who is away were told once, and not what the note says."""
    letters = {mail["To"].addresses[0].username: mail for mail in post.office.mails if ABOUT in mail["Subject"]}
    plain = letters[HEAD].get_body(("plain",))
    assert plain
    mine = " ".join(plain.get_content().split())

    assert len([mail for mail in post.office.mails if ABOUT in mail["Subject"]]) == len(letters)
    assert sorted(letters) == [OWNER, MANAGER, AWAY, HEAD]
    parts = [part for mail in post.office.mails for part in mail.walk() if part.get_content_maintype() == "text"]
    assert all(SECRET not in part.get_content() for part in parts)
    assert "starter.py notes noted" in mine
    assert f"for Name {AWAY}, who is away" in mine


async def test_words_that_are_taken_away_are_nowhere_and_the_note_stays(council: Council, post: Post) -> None:
    await council.start(an_audit("noted"))
    await _leave(council, MANAGER, f"{SECRET}.", OWNER)
    await _leave(council, AUDITOR, f"{SECRET} at all.", OWNER)
    record = Record(council.database, Chance(lambda: "t", lambda: "salt"))
    await notes.withdraw(record, "noted", "n-1", MANAGER, now())
    await notes.erase(record, "noted", "n-2", Why("p-7", "A name was in it."), now())

    assert await verify(council.database) == []
    assert await rebuild(council.database) == []
    await post.prove()

    assert [one.text for one in await _story(council) if one.note] == [
        "Name p-2 left a note, and withdrew it since.",
        "Name p-8 left a note, and Name p-7 erased it since.",
    ]
    kept = await rows(council.database, "select n::text as row from notes n")
    noted = await rows(council.database, "select person, about, reason from operations where verb = 'erase note'")
    states = await rows(council.database, "select distinct state from outbox where notice = 'mentioned'")
    assert all(SECRET not in one["row"] for one in kept)
    assert noted == [{"person": "p-7", "about": "noted/n-2", "reason": "A name was in it."}]
    assert states == [{"state": "stale"}]
    assert ABOUT not in " ".join(mail["Subject"] for mail in post.office.mails)
