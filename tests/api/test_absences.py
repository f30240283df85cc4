"""An absence that cannot be is refused in a sentence, and what is wrong with a directory is found."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.absences import absence_slip
from api.errors import BadInput
from api.people_check import Needed, check_people
from api.people_files import check_managers, read_people, with_what_is_known
from domain.directory import Absence, Directory
from tests.builders import ASH, FELL, LINE, MONDAY, MOSS, PLOVER, WREN, a_directory, a_person
from tests.domain.test_absences import away, changed

HEAD = "person,name,mail,roles,team,manager,deputy,leaves_on\n"
BACKWARDS = Absence(first_day=date(2026, 11, 9), last_day=date(2026, 11, 1))
DAYS: dict[str, Any] = {"first_day": date(2026, 11, 1), "last_day": date(2026, 11, 9)}


@pytest.mark.parametrize(
    ("person", "absence", "sentence"),
    [
        ("stranger", Absence(**DAYS), "stranger is not in the directory"),
        (ASH, Absence(first_day=date(2026, 11, 9), last_day=date(2026, 11, 1)), "ends on 2026-11-01, before it begins"),
        (ASH, Absence(**DAYS, deputy=ASH), "ash would be their own deputy"),
        (ASH, Absence(**DAYS, deputy="stranger"), "deputy stranger of ash is not in the directory"),
        (ASH, Absence(**DAYS, deputy=PLOVER), "deputy plover of ash is away on some of the same days"),
    ],
)
def test_an_absence_that_cannot_be_is_refused(person: str, absence: Absence, sentence: str) -> None:
    slip = absence_slip(away((PLOVER, None)).people, person, absence)

    assert slip
    assert sentence in slip


def test_an_absence_whose_deputy_is_there_is_not() -> None:
    assert absence_slip(a_directory().people, ASH, Absence(**DAYS, deputy=PLOVER)) is None


def test_deputies_and_leaving_dates_come_from_csv_and_a_bad_deputy_is_refused_with_its_row(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(f"{HEAD}a,A,a@x.example,director,t,,b,2026-12-31\nb,B,b@x.example,director,t,a,b,\n")
    loaded = read_people(file)
    everybody = {one.person: one for one in loaded.values()}

    with pytest.raises(BadInput) as refused:
        check_managers(loaded, everybody)

    assert (everybody["a"].deputy, everybody["a"].leaves_on) == ("b", date(2026, 12, 31))
    assert str(refused.value) == f"{file} line 3: b would be their own deputy: name somebody else."


def test_loading_people_again_keeps_the_absences_that_the_file_does_not_speak_of(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(f"{HEAD}ash,Ash,ash@x.example,director,t,,,\n")

    [one] = with_what_is_known(read_people(file), away((ASH, PLOVER)).people).values()

    assert (one.mail, one.absences) == ("ash@x.example", away((ASH, PLOVER)).people[ASH].absences)


def slips(directory: Directory, roles: list[str] | None = None) -> list[str]:
    needed = Needed(roles or LINE, safety=(LINE[2],))
    return [said for _, said in check_people(directory, needed, MONDAY)]


def in_order() -> Directory:
    """Larkmoor's people, of whom the one who is told of safety concerns has a deputy."""
    return changed(a_directory(), MOSS, deputy=FELL)


def test_a_directory_in_order_has_nothing_wrong() -> None:
    assert slips(in_order()) == []


@pytest.mark.parametrize(
    ("directory", "sentence"),
    [
        (changed(a_directory(), MOSS, manager=ASH), "ash is in a reporting loop"),
        (changed(a_directory(), ASH, manager="stranger"), "manager stranger of ash is not in the directory"),
        (changed(a_directory(), PLOVER, manager=None), "plover has no line to the top"),
        (changed(a_directory(), ASH, deputy="stranger"), "deputy stranger of ash is not in the directory"),
        (changed(away((PLOVER, None)), ASH, deputy=PLOVER), "deputy plover of ash is away today"),
        (
            changed(changed(a_directory(), ASH, deputy=PLOVER), PLOVER, leaves_on=date(2026, 11, 1)),
            "deputy plover of ash has left",
        ),
        (
            changed(changed(a_directory(), ASH, deputy=PLOVER), PLOVER, deputy=ASH),
            "ash and plover stand in for each other in a loop",
        ),
        (
            Directory(people={**a_directory().people, "x": a_person("x", LINE[0]).model_copy(update={"team": "lone"})}),
            "team lone has no manager",
        ),
        (a_directory(without=(WREN, "robin")), "nobody holds the role practitioner"),
        (a_directory(), "moss is told of safety concerns as service_manager and has no deputy"),
        (away((ASH, PLOVER), (PLOVER, None)), "deputy plover of ash is away on some of the same"),
        (
            changed(away((ASH, None), (PLOVER, None)), ASH, deputy=PLOVER),
            "deputy plover of ash is away on some of the same",
        ),
        (changed(away((ASH, None)), ASH, absences=(BACKWARDS,)), "ends on 2026-11-01, before it begins"),
    ],
    ids=[
        "loop",
        "manager",
        "line",
        "deputy",
        "away",
        "left",
        "each other",
        "team",
        "role",
        "safety",
        "both",
        "always",
        "backwards",
    ],
)
def test_what_is_wrong_with_a_directory_is_found(directory: Directory, sentence: str) -> None:
    assert any(sentence in said for said in slips(directory))
