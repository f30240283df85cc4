"""People are read from JSON Lines or CSV, and a file with a slip in it changes nobody."""

from pathlib import Path
from typing import Any

import pytest

from api.errors import BadInput
from api.people_files import check_managers, read_people, unknown_roles, with_what_is_known
from api.policies import Policies
from tests.api.council import POLICIES, people
from tests.api.terminal import write_lines


def somebody(**changes: Any) -> dict[str, Any]:
    return {
        "person": "new",
        "name": "Nell Ewing",
        "mail": "new@example.invalid",
        "roles": ["practitioner"],
        "team": "north",
        **changes,
    }


def load(path: Path) -> None:
    loaded = read_people(path)
    check_managers(loaded, {one.person: one for one in [*people(), *loaded.values()]})


def refusal(path: Path) -> str:
    with pytest.raises(BadInput) as refused:
        load(path)
    return str(refused.value)


def test_people_come_from_json_lines(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "people.jsonl", somebody(manager="dee"))

    [person] = read_people(file).values()

    assert (person.person, person.roles, person.manager) == ("new", ("practitioner",), "dee")


def test_people_come_from_csv_with_several_roles_in_a_cell(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text('person,name,mail,roles,team,manager\nnew,"Ewing, Nell",n@example.invalid,auditor; operator,q,\n')

    [person] = read_people(file).values()

    assert (person.name, person.roles, person.manager) == ("Ewing, Nell", ("auditor", "operator"), None)


@pytest.mark.parametrize("digest_at", ["07:15", "at_once"])
def test_a_person_may_choose_when_what_waits_for_them_leaves_and_a_file_that_says_nothing_keeps_it(
    tmp_path: Path, digest_at: str
) -> None:
    chosen = read_people(write_lines(tmp_path / "chosen.jsonl", somebody(digest_at=digest_at)))
    unsaid = read_people(write_lines(tmp_path / "unsaid.jsonl", somebody()))

    [kept] = with_what_is_known(unsaid, {one.person: one for one in chosen.values()}).values()

    assert kept.digest_at == digest_at


def test_a_time_of_digests_that_is_none_is_refused_in_a_sentence(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "people.jsonl", somebody(digest_at="9.30"))

    assert refusal(file) == (f"{file} line 1: digest_at: '9.30' is neither a time of day, such as 09:30, nor at_once.")


def test_a_row_of_csv_with_a_slip_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("person,name,mail,roles,team\nnew,Nell,n@example.invalid,auditor,q\nn2,Ned,nowhere,auditor,q\n")

    assert refusal(file) == (f"{file} line 3: mail: 'nowhere' is not a mail address: write one as name@place.")


def test_a_person_who_is_there_twice_is_refused(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "people.jsonl", somebody(), somebody())

    assert refusal(file) == f"{file} line 2: new is already at {file} line 1: keep one of them."


def test_a_manager_whom_nobody_knows_is_refused(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "people.jsonl", somebody(manager="ghost"))

    sentence = "manager ghost is neither in the file nor in the directory: add them first."
    assert refusal(file) == f"{file} line 1: {sentence}"


def test_a_line_of_managers_that_comes_back_to_its_start_is_refused(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "people.jsonl", somebody(manager="second"), somebody(person="second", manager="new"))

    with pytest.raises(Exception, match="new would be above themselves: correct who is whose manager"):
        check_managers(read_people(file), {one.person: one for one in read_people(file).values()})


def test_somebody_without_a_role_is_refused(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "people.jsonl", somebody(roles=[]))

    assert refusal(file) == f"{file} line 1: roles: it is too short a list: give at least 1."


@pytest.mark.parametrize("name", ["Nell\nEwing", "Nell \x1b[2JEwing", "Nell\u2028Ewing"])
def test_a_name_holds_no_character_that_steers_a_terminal_or_begins_a_line(tmp_path: Path, name: str) -> None:
    file = write_lines(tmp_path / "people.jsonl", somebody(name=name))

    assert refusal(file).endswith("name: it holds a new line or a control character: remove it.")


def test_a_role_that_no_policy_has_is_noticed(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "people.jsonl", somebody(roles=["practitoner", "auditor"]))

    assert unknown_roles(read_people(file), Policies(POLICIES).roles()) == ["practitoner"]
