"""What people of a council ask the doors: each request with who asks it and what kind of request it is."""

import json
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import NamedTuple
from urllib.parse import urlencode

from bench.doors.council import AUDITORS, DIRECTOR, OPERATOR, TEAMS, Team, auditor
from bench.doors.seeding import Seeded


class Request(NamedTuple):
    """One request; `body` None reads."""

    what: str
    person: str
    path: str
    body: str | None = None


def command(what: str, person: str, path: str, **said: object) -> Request:
    """A request that changes something."""
    return Request(what, person, f"/v1/audits/{path}", json.dumps(said))


class Reading:
    """The reads of a council's day; `chance` chooses which comes next, and whose."""

    def __init__(self, past: Sequence[Seeded], chance: Random, places: Sequence[Request] = ()) -> None:
        """`places` are requests for later pages of lists."""
        self._past, self._chance, self._places = past, chance, places
        self._ways: dict[Callable[[], Request], int] = {
            self._whole: 25,
            self._audits: 20,
            self._overdue: 15,
            self._own: 15,
            self._story: 10,
            self._standards: 5,
            self._notices: 5,
            self._people: 5,
        }

    def __iter__(self) -> Iterator[Request]:
        while True:
            yield self._chance.choices([*self._ways], [*self._ways.values()])[0]()

    def _whole(self) -> Request:
        return self._of_one("an audit whole", "")

    def _story(self) -> Request:
        return self._of_one("an audit's story", "/story")

    def _of_one(self, what: str, below: str) -> Request:
        audit = self._chance.choice(self._past)
        person = self._chance.choice((audit.auditor, audit.owner, audit.team.manager, DIRECTOR))
        return Request(what, person, f"/v1/audits/{audit.audit_id}{below}")

    def _audits(self) -> Request:
        if self._places and self._chance.random() < 0.2:
            return self._chance.choice(self._places)
        return self._chance.choice(lists_of_audits(self._team(), self._chance.randrange(AUDITORS)))

    def _overdue(self) -> Request:
        team = self._team()
        person = self._chance.choice((team.manager, team.manager, team.head, DIRECTOR, OPERATOR))
        return _list("overdue actions", person, "actions", overdue=True, limit=50)

    def _own(self) -> Request:
        person = self._team().practitioner(self._chance.randrange(100))
        return _list("own actions", person, "actions", owner=person, finished=False)

    def _standards(self) -> Request:
        return _list("standards", auditor(self._chance.randrange(AUDITORS)), "standards", met=False, limit=50)

    def _notices(self) -> Request:
        team = self._team()
        return _list("notices", self._chance.choice((team.manager, team.practitioner(0))), "notices", limit=20)

    def _people(self) -> Request:
        team = self._team()
        return _list("people", self._chance.choice((team.manager, DIRECTOR)), "people", team=team.name)

    def _team(self) -> Team:
        return Team(self._chance.randrange(TEAMS))


def lists_of_audits(team: Team, one: int) -> list[Request]:
    """First pages as each role looks at them."""
    return [
        _list("a list of audits", team.practitioner(one), "audits", limit=20),
        _list("a list of audits", team.manager, "audits", status="acting", sort="next_moment", limit=50),
        _list("a list of audits", team.manager, "audits", team=team.name, sort="-started_at", limit=50),
        _list("a list of audits", team.head, "audits", status="acting", sort="-level", limit=50),
        _list("a list of audits", DIRECTOR, "audits", sort="-started_at", limit=50),
        _list("a list of audits", DIRECTOR, "audits", overdue=True, sort="-level", limit=50),
        _list("a list of audits", auditor(one), "audits", auditor=auditor(one), status="acting", limit=50),
    ]


def _list(what: str, person: str, kind: str, **asked: object) -> Request:
    said = {name: str(value).lower() if isinstance(value, bool) else value for name, value in asked.items()}
    return Request(what, person, f"/v1/{kind}?{urlencode(said)}")
