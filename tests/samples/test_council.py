"""The sample council's files: whole, plainly invented, and good enough to start."""

from collections import Counter

import pytest

from api.people_check import Needed, check_people
from domain.directory import Person
from domain.evolve import fold
from samples.script import read_script
from tests.api.council import NOW
from tests.samples.rehearsal import HOUSE, started, the_forms, the_people, the_policies, the_script

LINE = ("practitioner", "team_manager", "service_manager", "head_of_service", "assistant_director", "director")
AUDITS = [form.audit_id for form in the_forms()]


SYSTEM = "case-system"
"""An entry of the directory that is no person: what another system signs in as."""


def persons() -> list[Person]:
    return [one for one in the_people().people.values() if one.person != SYSTEM]


def test_there_are_about_sixty_people_with_ids_that_say_nothing() -> None:
    people = persons()

    assert 55 <= len(people) <= 65
    assert [one.person for one in people] == [f"p-{number:03}" for number in range(1, len(people) + 1)]
    assert the_people().people[SYSTEM].roles == ("service", "performance")


def test_every_mail_address_is_one_that_cannot_exist() -> None:
    mails = {one.mail for one in the_people().people.values()}

    assert all(mail.endswith("@example.invalid") for mail in mails)
    assert len(mails) == len(the_people().people)


def test_everybody_reports_up_to_the_one_director_by_way_of_people_who_exist() -> None:
    directory = the_people()
    tops = {(list(directory.line(one.person)) or [one])[-1].person for one in persons()}

    assert tops == {"p-001"}
    assert all(one.manager in directory.people for one in directory.people.values() if one.manager)


def test_a_reporting_line_climbs_every_role_and_in_one_team_a_post_is_vacant() -> None:
    directory = the_people()
    workers = [one for one in directory.people.values() if one.roles == ("practitioner",)]
    lines = {one.team: tuple(boss.roles[0] for boss in directory.line(one.person)) for one in workers}

    vacant = {team for team, line in lines.items() if line != LINE[1:]}

    assert len(lines) == 8
    assert vacant == {"disability"}
    assert lines["disability"] == tuple(role for role in LINE[1:] if role != "service_manager")


def test_every_role_of_the_policies_is_held_by_somebody() -> None:
    held = {role for one in the_people().people.values() for role in one.roles}

    assert the_policies().framework("demo").known_roles - held == {"owner"}


def test_nothing_is_wrong_with_the_directory() -> None:
    """Whoever is told of safety concerns has a deputy, and everybody a line to the top."""
    needed = Needed(the_policies().roles() - {"owner"}, the_policies().safety_roles())

    assert list(check_people(the_people(), needed, NOW)) == []


def test_there_are_forty_audits_of_all_grades_and_five_kinds_with_strengths_too() -> None:
    forms = the_forms()
    strengths = [finding for form in forms for finding in form.findings if finding.met]

    assert len({form.audit_id for form in forms}) == len(forms) == 40
    assert {form.kind for form in forms} == {"case_file", "thematic", "dip_sample", "re_audit", "complaint"}
    assert {form.overall for form in forms} == set(the_policies().framework("demo").grades)
    assert len(strengths) >= 8


def test_no_two_findings_say_the_same() -> None:
    texts = Counter(finding.text for form in the_forms() for finding in form.findings)

    assert [text for text, count in texts.items() if count > 1] == []


def test_no_finding_names_a_person() -> None:
    names = {part for one in persons() for part in one.name.split()}
    said = {word.strip(".,'") for form in the_forms() for finding in form.findings for word in finding.text.split()}

    assert names & said == set()


@pytest.mark.parametrize("framework", ["demo", "childrens_social_care"])
@pytest.mark.parametrize("audit_id", AUDITS)
def test_every_sample_audit_can_be_started_and_each_action_has_an_owner(audit_id: str, framework: str) -> None:
    audit = fold(None, started(audit_id, framework))

    assert audit is not None
    assert all(action.owner in the_people().people for action in audit.actions.values())


def test_a_re_audit_is_made_by_somebody_else_and_about_the_same_subject() -> None:
    forms = {form.audit_id: form for form in the_forms()}
    pairs = [(form, forms[form.re_audit_of]) for form in forms.values() if form.re_audit_of]

    assert len(pairs) == 4
    assert all(again.auditor != first.auditor and again.subject == first.subject for again, first in pairs)


def test_every_audit_has_a_part_and_every_play_is_given() -> None:
    script = read_script()

    assert list(script.audits) == AUDITS
    assert {part.play for part in script.audits.values()} == set(script.plays)


def test_a_part_names_only_re_audits_that_look_at_its_own_audit() -> None:
    again = {form.audit_id: form.re_audit_of for form in the_forms() if form.re_audit_of}

    judged = {part.judged_by: audit_id for audit_id, part in the_script().audits.items() if part.judged_by}

    assert judged == again


def test_the_sample_files_end_each_line_and_hold_nothing_but_lines() -> None:
    texts = [(HOUSE / "samples" / name).read_text() for name in ("people.jsonl", "audits.jsonl")]

    assert all(text.endswith("}\n") and "\n\n" not in text for text in texts)
