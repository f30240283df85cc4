"""Rows of a tracker: what can be meant is understood, and what cannot is said with its row and its column."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.api.tracker.trackers import MAPPING, a_row, read, slips


def test_a_row_is_a_finding_of_its_audit_in_the_engines_own_words(tmp_path: Path) -> None:
    whole = read(
        tmp_path, a_row(), a_row(Found="No names.", Change="Each step has a name.", Owner="P. Practice")
    ).grouped

    [audit] = whole.audits
    form = audit.form("childrens_social_care")
    assert (form.audit_id, form.subject, form.team, form.auditor) == ("t-n-1", "C-17", "north", "quinn")
    assert (form.kind, form.overall) == ("dip_sample", "requires_improvement")
    assert [(one.owner, one.due, one.standard) for one in form.findings] == [
        ("pat", date(2026, 10, 15), "plan_is_smart"),
        ("pat", date(2026, 10, 15), "plan_is_smart"),
    ]
    assert [one.row for one in audit.entries] == [2, 3]


@pytest.mark.parametrize(
    ("heading", "written", "meant"),
    [
        ("Standard", "planning", "plan_is_smart"),
        ("Standard", "Voice_of_child", "views_recorded"),
        ("Owner", "PAT ", "pat"),
        ("Due", datetime(2026, 10, 15), date(2026, 10, 15)),  # noqa: DTZ001 - a spreadsheet knows no zone
        ("Due", "15 October 2026", date(2026, 10, 15)),
    ],
)
def test_people_standards_and_days_may_be_written_in_several_ways(
    tmp_path: Path, heading: str, written: Any, meant: Any
) -> None:
    [audit] = read(tmp_path, a_row(**{heading: written})).grouped.audits
    finding = audit.entries[0].finding

    assert meant in (finding.standard, finding.owner, finding.due)


@pytest.mark.parametrize(
    ("changes", "column", "sentence"),
    [
        ({"Due": 45990}, "Due", "45990 is a number and no date: give the column the format of dates, or write"),
        ({"Due": "soon"}, "Due", "'soon' is not a date: write one as 2026-11-30."),
        ({"Due": None}, "Due", "it is empty: fill it in."),
        ({"Due": True}, "Due", "TRUE is a number and no date"),
        ({"Due": "=TODAY()"}, "Due", "its formula was saved without a value: open the file in Excel and save it"),
        ({"Change": "#REF!"}, "Change", "its formula has come to an error: correct it, or write the value."),
        ({"Due": "31/08/2026"}, "Due", "Monday 31 August 2026 is before the audit of Tuesday 1 September 2026"),
        ({"Date": "01/12/2026"}, "Date", "Tuesday 1 December 2026 is still to come: correct it."),
        ({"Date": "01/12/1999"}, "Date", "Wednesday 1 December 1999 is before 2013, of which no calendar is here"),
        ({"Owner": "Somebody"}, "Owner", "'Somebody' is nobody in the directory: write an id or a mail address"),
        ({"Owner": False}, "Owner", "'FALSE' is nobody in the directory"),
        ({"Grade": "Fair"}, "Grade", "'Fair' is not a grade of childrens_social_care: write one of good, inadequate"),
        (
            {"Standard": "plan is smrt"},
            "Standard",
            "'plan is smrt' is not a standard of childrens_social_care: write plan",
        ),
        ({"Team": "West"}, "Team", "'West' is not a team of the directory"),
        (
            {"Status": "Half"},
            "Status",
            "'Half' is not a status: write one of claimed, left_out, open, started, verified",
        ),
        ({"Ref": "N" * 70}, "Ref", "'t-NNN"),
        ({"Found": "x" * 10_001}, "Found", "it is too long: write at most 10,000 characters."),
        ({"Status": "Done"}, "Done", "it is empty: fill it in."),
        ({"Status": "Done", "Done": "01/08/2026"}, "Done", "Saturday 1 August 2026 is before Tuesday 1 September"),
        ({"Status": "Done", "Done": "01/12/2026"}, "Done", "Tuesday 1 December 2026 is still to come"),
        ({"Status": "Closed", "Done": "02/09/2026"}, "Signed", "it is empty: fill it in."),
        ({"Status": "Closed", "Done": "02/09/2026", "Signed": "pat"}, "Signed", "its owner has verified it: name"),
    ],
)
def test_a_row_that_cannot_be_read_says_where_and_what_to_put_right(
    tmp_path: Path, changes: dict[str, Any], column: str, sentence: str
) -> None:
    [(row, where, said)] = slips(tmp_path, a_row(**changes))

    assert (row, where, said[: len(sentence)]) == (2, column, sentence)


def test_all_that_is_wrong_with_a_row_is_said_at_once(tmp_path: Path) -> None:
    found = slips(tmp_path, a_row(Due="soon", Owner=None, Standard="?"))

    assert [column for _, column, _ in found] == ["Due", "Owner", "Standard"]


def test_somebody_who_is_not_alone_in_their_name_must_be_named_otherwise(tmp_path: Path) -> None:
    mapping = {**MAPPING, "people": {"P. Practice": "nobody"}}
    [slip] = read(tmp_path, a_row(Owner="P. Practice"), mapping=mapping).grouped.slips

    assert slip.sentence == "the mapping says that 'P. Practice' is nobody, who is not in the directory: correct it."
