"""Who may be shown an audit, asked of the directory: for everybody just what the table of access says."""

from datetime import date

import pytest

from api.access import Capability, Relation, allows
from api.readers import Readers
from api.relations import About
from domain.directory import Directory
from domain.people import Absence, Person
from tests.api.http.walked import KEEPER, MEANINGS, WALKERS, Walker, everybody, now

EVERYBODY = Directory(people={one.person: one for one in everybody()})


def about(one: Walker, *named: str) -> About:
    """The walker's audit, restricted to these if any."""
    owners = frozenset({one.to(Relation.OWN)})
    return About(one.team, one.to(Relation.AUDITED), owners, frozenset(named) if named else None)


@pytest.mark.parametrize("one", WALKERS, ids=lambda one: one.person)
def test_whoever_the_table_lets_read_may_see_it_unless_it_is_restricted_to_others(one: Walker) -> None:
    readers = Readers(EVERYBODY, MEANINGS, now())
    may = allows(Capability.READ_AUDITS, [one.role], [one.relation])

    assert readers.may_see(one.person, about(one)) is may
    assert readers.may_see(one.person, about(one, one.person)) is may
    assert not readers.may_see(one.person, about(one, KEEPER))


def test_who_stands_in_sees_what_the_other_would_and_who_has_left_nothing() -> None:
    absent = _person("ash", "director").away(Absence(first_day=date(2026, 1, 1), deputy="wren"))
    gone = _person("gone", "director").model_copy(update={"leaves_on": date(2026, 1, 1)})
    people = [absent, gone, _person("wren", "practitioner"), _person("kite", "practitioner")]
    readers = Readers(Directory(people={one.person: one for one in people}), MEANINGS, now())
    somewhere, hidden = about(WALKERS[0]), about(WALKERS[0], "ash")

    assert [readers.may_see(one, somewhere) for one in ("ash", "wren", "kite", "gone", "nobody")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert [readers.may_see(one, hidden) for one in ("ash", "wren")] == [True, False]
    assert readers.reader("wren").roles == {"practitioner", "director"}


def _person(person: str, role: str) -> Person:
    return Person(person=person, name=person, mail=f"{person}@example.invalid", roles=(role,), team=f"alone-{person}")
