"""Counts of a team or a subject are sent once over HTTP: each open audit says for itself what becomes of them."""

from pathlib import Path
from typing import Any

import pytest
from temporalio.worker import Worker

from storage import restrictions
from storage.people import replace
from tests.api.conftest import now
from tests.api.council import a_finding, people
from tests.api.house import House
from tests.api.http.far import Far
from tests.api.http.test_not_to_be_known_of import SOUTH
from tests.api.http.visitors import Visitors
from tests.api.senders import a_measurement

STANDARD = "child_in_need_visit"
OURS = {"standard": STANDARD, "framework": "childrens_social_care"}
TEAMS = ("north", "north", "north", "north", "south")
FRAMEWORKS = (
    "childrens_social_care",
    "childrens_social_care",
    "childrens_social_care",
    "demo",
    "childrens_social_care",
)
ROWS = "due,done\n" + "2025-11-03,2025-11-03\n" * 9


@pytest.fixture
async def audits(house: House, worker: Worker, audit_id: str) -> list[str]:  # noqa: ARG001 - works behind the doors
    """Two audits of the north, one that only the director may know of, one by other rules, and one of the south."""
    await replace(house.record.database, [*people(), *SOUTH], at=now())
    ids = [f"{audit_id}-{letter}" for letter in "abcde"]
    for one, team, framework in zip(ids, TEAMS, FRAMEWORKS, strict=True):
        finding = a_finding(standard=STANDARD)
        await house.start(one, team=team, framework=framework, overall="good", grades={}, findings=[finding])
    async with house.record.database.transaction() as connection:
        await restrictions.restrict(connection, ids[2], ["dee"])
    return ids


async def test_each_open_audit_of_a_team_says_what_becomes_of_its_counts(visitors: Visitors, audits: list[str]) -> None:
    alone = a_measurement(**OURS, team=None, period_from="2025-10-20", period_to="2025-11-02", audit_id=audits[0])
    await visitors.post("/measurements", "penn", {key: value for key, value in alone.items() if value is not None})

    first = await visitors.post("/measurements", "penn", a_measurement(**OURS))
    again = await visitors.post("/measurements", "penn", a_measurement(**OURS))

    said = {one["audit_id"]: one for one in first.json()["audits"]}
    assert list(said) == audits[:2]
    assert (said[audits[0]]["rule"], said[audits[0]]["first"]) == ("PeriodCounted", None)
    assert said[audits[0]]["detail"].startswith("Days up to")
    assert (said[audits[1]]["rule"], said[audits[1]]["detail"]) == (None, None)
    assert again.json() == first.json()


REFUSED: list[tuple[str, dict[str, Any], int, str]] = [
    ("penn", {"met": 21}, 422, "21 met of 20 cannot be: correct the counts"),
    ("penn", {"period_from": "2025-11-01"}, 422, "the period ends before it begins"),
    ("penn", {"subject": "record-17"}, 422, "exactly one of audit_id, team and subject"),
    (
        "penn",
        {"standard": "risk_analysed", "framework": "demo"},
        409,
        "No standard risk_analysed is measured: write one of",
    ),
    ("penn", {"framework": "nowhere"}, 422, "There is no framework nowhere"),
    ("pat", {}, 403, "You may not measure standards"),
]


@pytest.mark.usefixtures("audits")
async def test_counts_that_cannot_be_are_refused_in_a_sentence_before_any_audit_hears_of_them(
    visitors: Visitors,
) -> None:
    for by, changes, status, sentence in REFUSED:
        answer = await visitors.post("/measurements", by, a_measurement(**changes))

        assert (answer.status_code, sentence in answer.json()["detail"]) == (status, True), answer.text


async def test_a_file_is_counted_from_afar_by_somebody_who_may_not_read_the_audits(
    far: Far, audits: list[str], tmp_path: Path
) -> None:
    (file := tmp_path / "told.csv").write_text(ROWS)
    words = ("measure", file, "--standard", STANDARD, "--month", "2025-11", "--team", "north")
    far.sign_in("penn")

    said = await far.type(*words)
    again = await far.answer(*words)

    assert (said.status, said.err) == (0, "")
    assert [one for one in said.out.splitlines() if ":" in one][1:] == [
        f"{one}: they count." for one in (*audits[:2], audits[3])
    ]
    assert {one["audit_id"]: one["rule"] for one in again["audits"]} == dict.fromkeys((*audits[:2], audits[3]))
