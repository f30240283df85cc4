"""The people of an inspection, whom no report names: one placeholder for each role of each authority."""

from collections.abc import Iterable, Iterator

from api.ofsted.inspections import Inspection
from domain.directory import Person
from domain.values import Key

INSPECTOR: Key = "inspector"
_LINE = ("director", "assistant_director", "head_of_service", "service_manager")
"""From the top down: each answers to the one before."""


def placeholder(inspection: Inspection, role: str) -> Key:
    """The id of the authority's placeholder for a role, such as `80578-head-of-service`."""
    return f"{inspection.urn}-{role.replace('_', '-')}"


def placeholders(inspections: Iterable[Inspection]) -> list[Person]:
    """The inspector, and for each authority a reporting line up to the director and somebody for quality."""
    authorities = {inspection.urn: inspection for inspection in inspections}
    people = [person for inspection in authorities.values() for person in _of_authority(inspection)]
    return [_inspector(), *people]


def _inspector() -> Person:
    mail = f"{INSPECTOR}@example.invalid"
    return Person(person=INSPECTOR, name="Inspector", mail=mail, roles=("auditor",), team="inspectorate")


def _of_authority(inspection: Inspection) -> Iterator[Person]:
    above: Key | None = None
    for role in _LINE:
        yield _person(inspection, role, above)
        above = placeholder(inspection, role)
    yield _person(inspection, "quality_assurance", placeholder(inspection, "head_of_service"))


def _person(inspection: Inspection, role: str, manager: Key | None) -> Person:
    person = placeholder(inspection, role)
    name = f"{role.replace('_', ' ').capitalize()}, {inspection.authority}"
    mail = f"{person}@example.invalid".lower()
    return Person(person=person, name=name[:200], mail=mail, roles=(role,), team=inspection.team, manager=manager)
