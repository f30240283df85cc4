"""The council of the bench: some four hundred people in one reporting line, and those who audit beside it."""

from collections.abc import Iterator
from typing import NamedTuple

from domain.directory import Person

TEAMS = 40
PRACTITIONERS = 8  # in each team
AUDITORS = 10
DIRECTOR, OPERATOR = "director-1", "operator-1"


class Team(NamedTuple):
    """A team by its number, and the people whom the bench speaks of."""

    number: int

    @property
    def name(self) -> str:
        return f"team-{self.number}"

    @property
    def manager(self) -> str:
        return f"manager-{self.number}"

    @property
    def head(self) -> str:
        return f"head-{self.number % 4}"

    def practitioner(self, number: int) -> str:
        """One of its practitioners, whatever the number."""
        return f"practitioner-{self.number}-{number % PRACTITIONERS}"


def auditor(number: int) -> str:
    """One of the auditors, whatever the number."""
    return f"auditor-{number % AUDITORS}"


def people() -> list[Person]:
    """Everybody."""
    teams = [Team(number) for number in range(TEAMS)]
    leaders = [
        _person(DIRECTOR, "director", "leadership", None),
        _person(OPERATOR, "operator", "leadership", DIRECTOR),
        *(_person(f"assistant-{n}", "assistant_director", "leadership", DIRECTOR) for n in range(2)),
        *(_person(f"head-{n}", "head_of_service", "leadership", f"assistant-{n % 2}") for n in range(4)),
        *(_person(f"service-{n}", "service_manager", "leadership", f"head-{n % 4}") for n in range(8)),
    ]
    auditors = [_person(auditor(n), "auditor", "quality", f"head-{n % 4}") for n in range(AUDITORS)]
    return [*leaders, *auditors, *(person for team in teams for person in _members(team))]


def _members(team: Team) -> Iterator[Person]:
    yield _person(team.manager, "team_manager", team.name, f"service-{team.number % 8}")
    for number in range(PRACTITIONERS):
        yield _person(team.practitioner(number), "practitioner", team.name, team.manager)


def _person(person: str, role: str, team: str, manager: str | None) -> Person:
    mail = f"{person}@council.invalid"
    return Person(person=person, name=f"Name {person}", mail=mail, roles=(role,), team=team, manager=manager)
