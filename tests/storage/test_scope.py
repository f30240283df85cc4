"""Who may be shown which audits does not depend on how the database is asked for them."""

from datetime import UTC, datetime

import pytest

from bench.doors.council import people
from bench.doors.seeding import seed
from storage import listing
from storage.database import Database
from storage.listing import Slice
from storage.people import replace
from storage.restrictions import restrict
from storage.scope import FEW, Scope

NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)
CROWD = frozenset(f"nobody-{n}" for n in range(FEW + 1))
SCOPES = {
    "a team's": Scope("manager-0", teams=frozenset({"team-0"})),
    "an auditor's": Scope("auditor-1", auditors=frozenset({"auditor-1", "auditor-3"})),
    "an owner's": Scope("practitioner-0-2", owners=frozenset({"practitioner-0-2"})),
    "nobody's": Scope("stranger"),
}


async def ids(database: Database, scope: Scope, *, is_overdue: bool | None = None) -> list[str]:
    async with database.reading() as connection:
        part = Slice("-level", 200)
        return [
            one.audit_id for one in (await listing.audits(connection, scope, {"overdue": is_overdue}, part, NOW)).rows
        ]


@pytest.fixture
async def council(database: Database) -> Database:
    """Fifteen audits of three teams and of every age; one of them is for an auditor's eyes only."""
    await replace(database, people(), at=NOW)
    await seed(database, 90, NOW)
    async with database.transaction() as connection:
        await restrict(connection, "past-00001", ["auditor-1"])
    return database


async def test_few_people_around_somebody_and_many_show_the_same_audits(council: Database) -> None:
    shown = {name: await ids(council, scope) for name, scope in SCOPES.items()}
    among_many = {
        name: await ids(council, scope._replace(owners=scope.owners | CROWD)) for name, scope in SCOPES.items()
    }

    assert among_many == shown
    assert {name: len(each) for name, each in shown.items()} == {
        "a team's": 4,
        "an auditor's": 4,
        "an owner's": 1,
        "nobody's": 0,
    }
    assert "past-00001" in shown["an auditor's"]
    assert "past-00001" not in shown["a team's"]


async def test_every_audit_has_an_overdue_action_or_has_none(council: Database) -> None:
    everything = Scope("director-1", is_everything=True)

    late, in_time = await ids(council, everything, is_overdue=True), await ids(council, everything, is_overdue=False)

    assert late
    assert in_time
    assert sorted([*late, *in_time]) == sorted(await ids(council, everything))
