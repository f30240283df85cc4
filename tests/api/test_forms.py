"""A line that cannot be used is answered with its place and what to put right."""

from typing import Any

import pytest

from api.errors import BadInput, BadInputs
from api.form_slips import read_form
from api.forms import AuditForm
from tests.api.council import a_finding, a_form, a_line, handed_in

PLACE = "audits.jsonl line 3: "


def test_a_line_that_says_what_is_needed_becomes_a_form() -> None:
    form = a_form(findings=[a_finding(due="2026-12-01"), a_finding(finding_id="second")])

    assert form.audit_id == "north-1"
    assert [one.finding_id for one in form.noted] == ["f-1", "second"]
    assert str(form.findings[0].due) == "2026-12-01"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("nonsense", "this is not JSON (expected ident at character 2): write one JSON object on the line."),
        ("[1, 2]", "this is not an audit: write one JSON object { } on the line."),
        ('"north-1"', "this is not an audit: write one JSON object { } on the line."),
        (handed_in(auditer="x"), "auditer: this field is not known: write auditor."),
        (handed_in(zebra=1), "zebra: this field is not known: remove it."),
        (handed_in(team=None), "team: nothing is not text: write it in quotation marks."),
        (handed_in(team=7), "team: 7 is not text: write it in quotation marks."),
        (handed_in(audit_id="North 1"), "audit_id: 'North 1' is not an id: use small letters, digits and -."),
        (handed_in(audit_id="n" * 65), "audit_id: it is too long an id: write at most 64 characters."),
        (handed_in(overall="g" * 61), "overall: it is too long an id: write at most 60 characters."),
        (handed_in(auditor="q q"), "auditor: 'q q' is not an id: use letters, digits and . _ / : -."),
        (handed_in(overall="Good"), "overall: 'Good' is not an id: use small letters, digits and _, beginning with"),
        (handed_in(findings="none"), "findings: 'none' is not a list: write [ ] around its items."),
        (handed_in(findings=["x"]), "findings.1: 'x' is not an object: write { } around its fields."),
        (handed_in(grades=[]), "grades: a part with fields or items is not an object: write { } around its fields."),
        (
            handed_in(findings=[a_finding(), a_finding(met="yes")]),
            "findings.2.met: 'yes' is neither true nor false: write one, not in quotation marks.",
        ),
        (
            handed_in(findings=[a_finding(due="soon")]),
            "findings.1.due: 'soon' is not a date: write one as 2026-11-30.",
        ),
        (handed_in(findings=[a_finding(due=20261130)]), "findings.1.due: 20261130 is not a date: write one as 2026"),
        (handed_in(findings=[a_finding(text="  ")]), "findings.1.text: it says nothing: write at least a word."),
        (handed_in(findings=[a_finding(text="a\0b")]), "findings.1.text: it holds a character that no text has"),
        (handed_in(findings=[a_finding(text="x" * 10_001)]), "findings.1.text: it is too long: write at most 10,000"),
        (handed_in(findings=[a_finding()] * 501), "findings: it is too long a list: give at most 500."),
    ],
)
def test_a_bad_line_is_refused_with_its_place_and_what_to_fix(said: Any, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_form(AuditForm, a_line(said))

    assert str(refused.value).startswith(PLACE + sentence)
    assert refused.value.status == 2


def test_a_field_left_out_is_named() -> None:
    said = handed_in()
    del said["auditor"]

    with pytest.raises(BadInput) as refused:
        read_form(AuditForm, a_line(said))

    assert str(refused.value) == PLACE + "auditor: it is missing: add it."


def test_several_bad_lines_are_one_sentence_that_names_them_all() -> None:
    bad = [BadInput(f"audits.jsonl line {number}", "it is wrong.") for number in range(1, 9)]

    sentence = str(BadInputs(bad))

    assert sentence.startswith("audits.jsonl line 1: it is wrong. (also bad: audits.jsonl line 2, ")
    assert sentence.endswith("audits.jsonl line 6, and 2 more)")
