"""Who is away is said and read over HTTP and from afar, and leavers' open actions are listed and reassigned."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from domain.london import due_day
from storage.people import replace
from tests.api.conftest import now
from tests.api.council import people
from tests.api.house import House
from tests.api.http.far import Far
from tests.api.http.visitors import Visitors

SOON = {"first_day": "2027-02-01", "last_day": "2027-02-05"}
CSV = """person,first_day,last_day,deputy
pat,2027-02-01,2027-02-05,tess
pat,2027-03-09,2027-03-01,tess
tess,2027-02-03,2027-02-04,pat
nobody,2027-02-01,,
sam,in May,,
sam,2027-02-01,,hal
"""


async def test_an_absence_is_said_once_and_read_by_those_who_may_see_the_person(visitors: Visitors) -> None:
    first = await visitors.post("/people/pat/absences", "tess", {**SOON, "deputy": "tess"})
    again = await visitors.post("/people/pat/absences", "pat", {**SOON, "deputy": "tess"})

    assert (first.status_code, first.json()["changed"], again.json()["changed"]) == (200, True, False)
    read = (await visitors.get("/people/pat", "tess")).json()
    listed = (await visitors.get("/people", "tess")).json()["items"]
    assert read["absences"] == [{**SOON, "deputy": "tess"}]
    assert next(one for one in listed if one["person"] == "pat") == read


REFUSED: list[tuple[str, str, dict[str, Any], int, str]] = [
    ("pat", "tess", {"first_day": "2027-02-05", "last_day": "2027-02-01"}, 409, "before it begins: swap"),
    ("pat", "tess", {**SOON, "deputy": "nobody"}, 409, "Deputy nobody of pat is not in the directory"),
    ("pat", "tess", {**SOON, "deputy": "pat"}, 409, "Pat would be their own deputy"),
    ("pat", "tess", {**SOON, "deputy": "hal"}, 409, "Deputy hal of pat is away on some of the same days"),
    ("nobody", "dee", SOON, 404, "nobody"),
    ("dee", "otto", {**SOON, "deputy": "otto"}, 403, "You may not say who is away"),
    ("tess", "pat", SOON, 403, "You may not say who is away"),
    ("pat", "tess", {"first_day": "soon"}, 422, "'soon' is not a date"),
]


async def test_an_absence_that_cannot_be_is_refused_in_a_sentence(visitors: Visitors) -> None:
    await visitors.post("/people/hal/absences", "hal", SOON)

    for person, by, said, status, sentence in REFUSED:
        answer = await visitors.post(f"/people/{person}/absences", by, said)

        assert (answer.status_code, sentence in answer.json()["detail"]) == (status, True), answer.text
    assert (await visitors.get("/people/pat", "tess")).json()["absences"] == []


async def test_absences_of_a_file_are_kept_from_afar_and_each_bad_row_is_named(far: Far, tmp_path: Path) -> None:
    far.sign_in("dee")
    file = tmp_path / "away.csv"
    file.write_text(CSV)

    first = await far.type("people", "absences", file)
    again = await far.beside("people", "absences", file)

    assert (first.status, again.status) == (2, 2)
    assert first.out.startswith("2 absences kept, 0 were known, 4 cannot be.")
    assert again.out.startswith("0 absences kept, 2 were known, 4 cannot be.")
    assert f"{file} line 3: The absence of pat ends on 2027-03-01, before it begins" in " ".join(first.err.split())
    sentences = first.err.splitlines()
    assert [one.removeprefix(f"{file} ")[:8] for one in sentences[:-1]] == [f"line {n}: " for n in (3, 4, 5, 6)]
    assert sentences[-1] == "To be corrected: 4 rows. The others are kept: load the whole file again."
    listed = {one["person"]: one["absences"] for one in await far.answer("people", "list")}
    assert listed["pat"] == [{**SOON, "deputy": "tess"}]
    assert listed["sam"] == [{"first_day": "2027-02-01", "last_day": None, "deputy": "hal"}]
    assert await far.type("people", "list") == await far.beside("people", "list")


async def test_a_person_is_said_to_be_away_at_the_terminal_near_and_far(far: Far) -> None:
    far.sign_in("tess")
    words = ("people", "away", "pat", "--from", "2027-02-01", "--to", "2027-02-05")

    refused = await far.type(*words, "--deputy", "pat")
    refused_here = await far.beside(*words, "--deputy", "pat")
    kept = await far.type(*words, "--deputy", "tess")
    again = await far.beside(*words, "--deputy", "tess")

    assert (refused.status, refused.err.strip()) == (1, "Pat would be their own deputy: name somebody else.")
    assert refused_here == refused
    assert (kept.out.strip(), again.out.strip()) == ("The absence of pat is kept.", "Nothing had changed.")


async def test_open_actions_of_leavers_are_listed_to_those_who_may_move_them(
    far: Far, house: House, audit_id: str
) -> None:
    leavers = [
        one.model_copy(update={"leaves_on": date(2020, 1, 1)}) if one.person == "pat" else one for one in people()
    ]
    await house.start(audit_id)
    await replace(house.record.database, leavers, at=now())
    far.sign_in("tess")

    near, listed = await far.answer_beside("people", "leaving"), await far.answer("people", "leaving")
    action = (await far.answer("show", audit_id))["actions"][0]
    await far.type("act", audit_id, "reassign", "a-1", "--owner", "tess", "--by", "tess")

    assert listed == near
    assert [(one["action_id"], one["owner"], one["manager"]) for one in listed] == [("a-1", "pat", "tess")]
    assert listed[0]["due_on"] == due_day(datetime.fromisoformat(action["due_at"])).isoformat()
    assert await far.answer("people", "leaving") == []
    far.sign_in("otto")
    assert (await far.type("people", "leaving")).status == 1
