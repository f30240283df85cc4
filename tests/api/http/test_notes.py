"""Notes over HTTP and from a terminal: who may leave, read and withdraw one, and whom a mention may name."""

import asyncio
from datetime import UTC, date, datetime

import pytest

from api.notes_told import WITHHELD
from domain import commands as c
from domain.people import Absence, Person
from storage.people import away, replace
from tests.activities.records import rows
from tests.api.house import House
from tests.api.http.far import Far
from tests.api.http.visitors import Visitors
from tests.builders import ASH, HERON, VISITS, WREN, a_finding, a_start
from tests.domain.moderated import SWIFT, moderated_people, moderated_rules

SAID = "Grandmother was never asked."
LEFT = Person(person="gone", name="Gone", mail="g@example.invalid", roles=("director",), team="north")
LEFT = LEFT.model_copy(update={"leaves_on": date(2026, 1, 1)})
PERRY = LEFT.model_copy(update={"person": "perry", "roles": ("practitioner",), "team": "south", "leaves_on": None})


@pytest.fixture
async def paths(house: House, visitors: Visitors, audit_id: str) -> str:  # noqa: ARG001 - somebody works behind the doors
    """Where the notes of an audit of tess's team are, of which pat has an action."""
    await house.start(audit_id)
    return f"/audits/{audit_id}/notes"


async def test_a_note_is_left_once_and_read_by_whoever_may_see_the_audit(
    paths: str, visitors: Visitors, audit_id: str
) -> None:
    said = {"text": SAID, "mention": ["quinn", "quinn"]}
    first = await visitors.post(paths, "pat", said, key="k-1")
    again = await visitors.post(paths, "pat", said, key="k-1")
    other = await visitors.post(paths, "pat", {"text": "Another."}, key="k-1")
    on_action = await visitors.post(f"/audits/{audit_id}/actions/a-1/notes", "tess", {"text": "Seen."})
    all_ = (await visitors.get(paths, "tess")).json()["items"]
    of_action = (await visitors.get(f"/audits/{audit_id}/actions/a-1/notes", "tess")).json()["items"]
    story = (await visitors.get(f"/audits/{audit_id}/story", "tess")).json()["items"]

    assert (first.status_code, first.json()["mentioned"], SAID in first.text) == (200, ["quinn"], False)
    assert (again.content, other.status_code) == (first.content, 422)
    assert on_action.json()["note_id"] == "n-2"
    assert [(one["note_id"], one["by_name"], one["text"]) for one in all_] == [
        ("n-1", "Pat", SAID),
        ("n-2", "Tess", "Seen."),
    ]
    assert [one["note_id"] for one in of_action] == ["n-2"]
    assert [one["text"] for one in story if one["note"] == "n-1"] == [
        "Pat left a note for Quinn: “Grandmother was never asked”."
    ]


async def test_lists_of_notes_come_a_page_at_a_time(paths: str, visitors: Visitors) -> None:
    for word in ("one", "two", "three"):
        await visitors.post(paths, "pat", {"text": word})
    first = (await visitors.get(paths, "pat", limit=2)).json()
    second = (await visitors.get(paths, "pat", limit=2, cursor=first["next"])).json()

    assert [one["text"] for one in first["items"] + second["items"]] == ["one", "two", "three"]
    assert second["next"] is None


async def test_notes_left_at_once_get_a_number_each_and_one_id_makes_one(paths: str, visitors: Visitors) -> None:
    asked = [(f"k-{number // 2}", {"text": f"Note {number // 2}"}) for number in range(12)]
    left = await asyncio.gather(*(visitors.post(paths, "pat", said, key=key) for key, said in asked))

    assert {one.status_code for one in left} == {200}
    assert sorted(one.json()["note_id"] for one in left) == sorted([f"n-{n}" for n in range(1, 7)] * 2)


REFUSED = {
    "nobody": "The mentioned person nobody is not in the directory: load them",
    "pat": "pat writes this note: mention somebody else, or nobody.",
    "gone": "The mentioned person gone has left, as the directory has it",
    "perry": "perry may not see this audit, and a mention lets nobody in: mention its auditor, an owner",
}


async def test_a_mention_of_whoever_may_not_hear_is_refused_and_nothing_is_kept(
    paths: str, house: House, visitors: Visitors
) -> None:
    await house.record.add_people([LEFT, PERRY], datetime.now(UTC))
    for person, sentence in REFUSED.items():
        refused = await visitors.post(paths, "pat", {"text": SAID, "mention": [person]})
        assert (refused.status_code, refused.json()["detail"][: len(sentence)]) == (409, sentence)

    assert (await visitors.get(paths, "pat")).json()["items"] == []
    assert await _told(house) == []


async def test_whoever_stands_in_is_told_only_if_they_may_see_it(paths: str, house: House, visitors: Visitors) -> None:
    """Of a restricted audit a deputy who is not named hears nothing, nor does anybody once it is restricted."""
    database, audit_id = house.record.database, paths.split("/")[2]
    await away(database, "sam", Absence(first_day=date(2026, 1, 1), deputy="tess"), at=datetime.now(UTC))
    open_to_all = {"text": "One.", "mention": ["sam", "quinn"]}
    await visitors.post(paths, "pat", open_to_all)
    before = await _told(house)
    named = {"named": ["pat", "hal", "sam"], "reason": "A colleague's child."}
    await visitors.send("PUT", f"/audits/{audit_id}/restriction", "hal", named)

    restricted = await visitors.post(paths, "pat", {"text": "Two.", "mention": ["sam"]})
    refused = await visitors.post(paths, "pat", {"text": "Three.", "mention": ["tess"]})

    assert before == ["quinn", "sam", "tess"]
    assert restricted.status_code == 200
    assert await _told(house) == ["sam", "sam"]
    assert "mention one of those it is restricted to (hal, pat, sam)." in refused.json()["detail"]
    assert (await visitors.get(paths, "tess")).status_code == 404


async def test_words_are_withdrawn_by_their_author_or_erased_by_an_operator(
    paths: str, house: House, visitors: Visitors
) -> None:
    for text in (SAID, "Another."):
        await visitors.post(paths, "pat", {"text": text, "mention": ["quinn"]})
    not_theirs = await visitors.post(f"{paths}/n-1/withdraw", "tess")
    no_operator = await visitors.post(f"{paths}/n-1/erase", "tess", {"reason": "A name."})
    no_reason = await visitors.post(f"{paths}/n-1/erase", "otto")
    nowhere = await visitors.post(f"{paths}/n-9/withdraw", "pat")
    withdrawn = [await visitors.post(f"{paths}/n-1/withdraw", "pat") for _ in range(2)]
    erased = await visitors.post(f"{paths}/n-2/erase", "otto", {"reason": "A name was in it."})

    found = (await visitors.get(paths, "tess")).json()["items"]
    assert [one.status_code for one in (not_theirs, no_operator, no_reason, nowhere)] == [409, 403, 422, 404]
    assert {one.json()["gone_at"] for one in withdrawn} == {found[0]["gone_at"]}
    assert erased.status_code == 200
    assert [(one["text"], one["gone_by"]) for one in found] == [(None, "pat"), (None, "otto")]
    assert await _told(house) == []


async def test_whoever_may_be_asked_for_a_second_grade_reads_no_note(
    house: House, visitors: Visitors, audit_id: str
) -> None:
    await replace(house.record.database, list(moderated_people().people.values()), at=datetime.now(UTC))
    start = a_start(a_finding(VISITS, finding_id="f-1", owner=WREN), audit_id=audit_id, rules=moderated_rules())
    await house.engine.start(c.Opening(start=start.model_copy(update={"command_id": f"{audit_id}/start"})))
    paths = f"/audits/{audit_id}/notes"
    async with asyncio.timeout(30):
        while (await visitors.get(f"/audits/{audit_id}", ASH)).json().get("moderation") != "awaited":  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    await visitors.post(f"/audits/{audit_id}/actions/a-1/notes", ASH, {"text": "As it is inadequate."})
    mine = await visitors.post(paths, SWIFT, {"text": "I begin tomorrow."})
    mention = await visitors.post(paths, HERON, {"text": "Look.", "mention": [SWIFT]})
    on_hidden = await visitors.post(f"/audits/{audit_id}/actions/a-1/notes", SWIFT, {"text": "Here."})

    found = (await visitors.get(paths, SWIFT)).json()["items"]
    story = (await visitors.get(f"/audits/{audit_id}/story", SWIFT)).text
    assert mine.status_code == 200
    assert [(one["text"], one["action_id"]) for one in found] == [(WITHHELD, None), ("I begin tomorrow.", None)]
    assert "inadequate" not in story
    assert "is to hear nothing of it before: mention them once it is given." in mention.json()["detail"]
    assert on_hidden.status_code == 404


async def test_one_command_id_is_one_note_beside_the_engine_too(far: Far, audit_id: str) -> None:
    await far.house.start(audit_id)
    words = ("--by", "tess", "--command-id", "c-9")
    left = [await far.beside("note", audit_id, "Mine.", *words) for _ in range(2)]
    others = [("Other.", *words), ("a-1", "Mine.", *words), ("Mine.", "--mention", "pat", *words)]

    assert {one.out for one in left} == {f"Note n-1 is left on {audit_id} (command c-9).\n"}
    for other in others:
        assert (await far.beside("note", audit_id, *other)).err.startswith("Command id c-9 answered another command")
    assert len(await far.answer_beside("notes", audit_id)) == 1


async def test_a_terminal_does_the_same_beside_and_from_afar(far: Far, audit_id: str) -> None:
    await far.house.start(audit_id)
    left = await far.type("note", audit_id, "a-1", SAID, "--mention", "pat", "--command-id", "c-1")
    again = await far.type("note", audit_id, "a-1", SAID, "--mention", "pat", "--command-id", "c-1")
    beside = await far.beside("note", audit_id, "Beside.", "--by", "tess")
    other = await far.type("note", audit_id, "Mine.", "--by", "tess")
    history = await far.type("history", audit_id)

    assert (left.status, left.out) == (0, f"Note n-1 is left on {audit_id} (command c-1).\n")
    assert (again.out, beside.status) == (left.out, 0)
    assert "you are signed in as quinn" in other.err
    assert await far.answer("notes", audit_id) == await far.answer_beside("notes", audit_id)
    assert [one["note_id"] for one in await far.answer("notes", audit_id, "a-1")] == ["n-1"]
    assert "Tess left a note: “Beside”." in history.out
    assert (await far.type("withdraw-note", audit_id, "n-1")).status == 0
    assert (await far.beside("erase-note", audit_id, "n-2", "--reason", "A name.")).status == 0
    assert "(withdrawn)" in (await far.type("notes", audit_id)).out
    assert "(erased by operator)" in (await far.beside("notes", audit_id)).out


WRONG = {
    ("note", "AUDIT", " ", "--by", "pat"): "the note: it says nothing: write at least a word.\n",
    ("note", "AUDIT", "Hm.", "--by", "perry"): "perry may not see this audit, and so leave no note on it",
    ("note", "AUDIT", "a-1", "--by", "pat"): "note: a-1 is the id of an action: write the words after it.",
    ("note", "AUDIT", "Hm."): "--by: say whose note it is.",
    ("note", "AUDIT", "a-9", "Hm.", "--by", "pat"): "This audit has no action a-9: name one of a-1, a-2.",
    ("note", "AUDIT", "Hm.", "--mention", "a b", "--by", "pat"): "--mention: 'a b' is not an id",
    ("note", "nowhere", "Hm.", "--by", "pat"): "There is no audit nowhere: see",
    ("notes", "nowhere"): "There is no audit nowhere: see",
    ("withdraw-note", "AUDIT", "1", "--by", "pat"): "has no note 1: see `starter.py notes ",
}


async def test_what_cannot_be_is_one_sentence(paths: str, far: Far) -> None:
    await far.house.record.add_people([PERRY], datetime.now(UTC))
    for words, sentence in WRONG.items():
        said = await far.beside(*[paths.split("/")[2] if one == "AUDIT" else one for one in words])

        assert (said.status in (1, 2), sentence in said.err, said.err.count("\n")) == (True, True, 1), said.err


async def _told(house: House) -> list[str]:
    """Who has a letter waiting."""
    waiting = "select person from outbox where notice = 'mentioned' and state = 'waiting' order by person"
    return [one["person"] for one in await rows(house.record.database, waiting)]
