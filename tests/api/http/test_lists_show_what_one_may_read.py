"""Lists show just what single reads let somebody see, whoever they are and however the council is made up."""

from collections.abc import AsyncIterator
from random import Random
from typing import Any, NamedTuple

import httpx
import pytest

from activities.recording import Recorder
from api.access import Capability, allows, roles_of
from api.http.app import build_app
from api.relations import About, circle
from domain.directory import Directory, Person
from runtime.postgres_server import PostgresServer
from storage import restrictions
from storage.database import Database
from storage.people import replace
from tests.activities.records import Recording, rows
from tests.api.http.visitors import Visitors
from tests.api.http.walked import MEANINGS, doors_on, now
from tests.builders import HEALTH, MONDAY, PLANS, VISITS, a_finding, a_start

TEAMS = ["north", "south", "east", "quality"]
PEOPLE, AUDITS = 24, 14
AT_ONCE = 3
"""Of a page: so that lists go over several."""


class Chanced(NamedTuple):
    """A council of chance, and its doors."""

    visitors: Visitors
    database: Database
    directory: Directory
    hidden: dict[str, frozenset[str]]

    async def everything(self, path: str, by: str) -> list[dict[str, Any]] | None:
        """All of a list, page by page; None when it is shut."""
        found: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            more = "" if cursor is None else f"&cursor={cursor}"
            answer = await self.visitors.get(f"{path}?limit={AT_ONCE}{more}", by)
            if answer.status_code == 403:
                return None
            page = answer.json()
            found += page["items"]
            if (cursor := page["next"]) is None:
                return found

    async def is_shown(self, path: str, by: str) -> bool:
        answer = await self.visitors.get(path, by)
        assert answer.status_code in (200, 403, 404)
        return answer.status_code == 200


def a_council(chance: Random) -> Directory:
    """Anybody may hold one role or two, be in any team, and report to anybody, round in circles too."""
    ids = [f"p-{number}" for number in range(PEOPLE)]
    people = {}
    for one in ids:
        held = tuple(dict.fromkeys(chance.choices([*MEANINGS, "first_aider"], k=chance.choice([1, 1, 2]))))
        manager = chance.choice([None, *ids])
        mail = f"{one}@example.invalid"
        team = chance.choice(TEAMS)
        people[one] = Person(person=one, name=one, mail=mail, roles=held, team=team, manager=manager)
    return Directory(people=people)


async def audits_of(chance: Random, directory: Directory, database: Database) -> dict[str, frozenset[str]]:
    """Audits of anybody about anything; the named people of those that are restricted."""
    ids, hidden = [*directory.people], {}
    for number in range(AUDITS):
        audit_id, auditor = f"audit-{number}", chance.choice(ids)
        standards = chance.sample([VISITS, PLANS, HEALTH], k=chance.randint(1, 3))
        findings = [a_finding(one, finding_id=f"f-{one}", owner=chance.choice(ids)) for one in standards]
        start = a_start(*findings, audit_id=audit_id, team=chance.choice(TEAMS), auditor=auditor, by=auditor)
        await Recording(Recorder(database, now), directory).start(start)
        if chance.random() < 0.4:
            hidden[audit_id] = frozenset(chance.sample(ids, k=4))
            async with database.transaction() as connection:
                await restrictions.restrict(connection, audit_id, [*hidden[audit_id]])
    return hidden


@pytest.fixture(params=[1, 2])
async def chanced(
    request: pytest.FixtureRequest, postgres: PostgresServer, migrated_template: str
) -> AsyncIterator[Chanced]:
    chance, name = Random(request.param), f"chanced_{request.param}"  # noqa: S311 - the same each time
    directory = a_council(chance)
    doors = doors_on(await postgres.create_database(name, template=migrated_template))
    try:
        await replace(doors.database, [*directory.people.values()], at=MONDAY)
        hidden = await audits_of(chance, directory, doors.database)
        transport = httpx.ASGITransport(build_app(doors))
        async with httpx.AsyncClient(transport=transport, base_url="http://doors") as client:
            yield Chanced(Visitors(client), doors.database, directory, hidden)
    finally:
        await doors.database.dispose()
        await postgres.drop_database(name)


async def test_lists_of_audits_and_actions_show_just_what_single_reads_do(chanced: Chanced) -> None:
    actions = await rows(chanced.database, "select audit_id, action_id from actions")
    ids = {one["audit_id"] for one in actions}
    seen = 0
    for person in chanced.directory.people:
        whole = {one for one in ids if await chanced.is_shown(f"/audits/{one}", person)}
        each = {
            (one["audit_id"], one["action_id"])
            for one in actions
            if await chanced.is_shown(f"/audits/{one['audit_id']}/actions/{one['action_id']}", person)
        }

        listed = await chanced.everything("/audits", person) or []
        listed_actions = await chanced.everything("/actions", person) or []

        assert sorted(one["audit_id"] for one in listed) == sorted(whole), person
        assert sorted((one["audit_id"], one["action_id"]) for one in listed_actions) == sorted(each), person
        assert all(person in named for one, named in chanced.hidden.items() if one in whole)
        seen += len(whole)
    assert 0 < seen < len(ids) * PEOPLE


async def test_lists_of_standards_and_notices_show_just_what_the_table_says(chanced: Chanced) -> None:
    abouts = await about_each(chanced)
    letters = await rows(chanced.database, "select notice_id, audit_id, person from outbox")
    for known in chanced.directory.people.values():
        roles, near = roles_of(known.roles, MEANINGS), circle(chanced.directory, known.person)
        open_to = {one for one, about in abouts.items() if not about.is_hidden_from(known.person)}
        standards = {one for one in open_to if allows(Capability.READ_STANDARDS, roles, near.relations(abouts[one]))}
        notices = {
            one["notice_id"]
            for one in letters
            if one["audit_id"] in open_to
            and allows(Capability.READ_NOTICES, roles, told(chanced, known, one["person"]))
        }

        listed = await chanced.everything("/standards", known.person) or []
        listed_notices = await chanced.everything("/notices", known.person) or []

        assert {one["audit_id"] for one in listed} == standards
        assert sorted(one["notice_id"] for one in listed_notices) == sorted(notices)


async def test_the_list_of_people_shows_just_whom_single_reads_do(chanced: Chanced) -> None:
    for person in chanced.directory.people:
        each = [one for one in sorted(chanced.directory.people) if await chanced.is_shown(f"/people/{one}", person)]

        listed = await chanced.everything("/people", person) or []

        assert [one["person"] for one in listed] == each


async def about_each(chanced: Chanced) -> dict[str, About]:
    async with chanced.database.transaction() as connection:
        found = await restrictions.arounds(connection, [f"audit-{number}" for number in range(AUDITS)])
    return {audit_id: About(*around) for audit_id, around in found.items()}


def told(chanced: Chanced, known: Person, person: str) -> Any:
    """What somebody is to the person whom a notice is for."""
    other = chanced.directory.people[person]
    return circle(chanced.directory, known.person).to_person(person, other.team)
