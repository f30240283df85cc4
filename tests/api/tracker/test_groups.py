"""Rows of one id are one audit: they agree, none says another's thing again, and it comes whole or not at all."""

from pathlib import Path

from tests.api.tracker.trackers import MAPPING, a_row, read

OTHER = {"Found": "No names.", "Change": "Each step has a name."}


def test_rows_of_one_audit_must_agree_about_it(tmp_path: Path) -> None:
    whole = read(tmp_path, a_row(), a_row(**OTHER, Grade="Good"), a_row(Ref="N/2")).grouped

    [slip] = whole.slips
    assert (slip.row, slip.column) == (3, "Grade")
    assert slip.sentence == ("it says good, where row 2 of the same audit says requires_improvement: correct either.")
    assert [one.audit_id for one in whole.audits] == ["t-n-2"]
    assert whole.held_back == ("t-n-1",)


def test_references_that_would_make_one_id_are_not_taken_for_one_audit(tmp_path: Path) -> None:
    [slip] = read(tmp_path, a_row(), a_row(**OTHER, Ref="N-1")).grouped.slips

    assert (slip.row, slip.column) == (3, "Ref")
    assert "it says t-N-1, where row 2 of the same audit says t-N/1" in slip.sentence


def test_a_row_that_says_the_same_again_would_be_one_action_and_is_said(tmp_path: Path) -> None:
    [slip] = read(tmp_path, a_row(), a_row(Found="Not one date.", Owner="tess")).grouped.slips

    assert (slip.row, slip.column, slip.sentence) == (3, "Change", "row 2 says the same: keep one of them.")


def test_an_audit_some_of_whose_rows_cannot_be_read_is_held_back_as_a_whole(tmp_path: Path) -> None:
    whole = read(tmp_path, a_row(), a_row(**OTHER, Due="soon"), a_row(Ref="N/2")).grouped

    assert [one.audit_id for one in whole.audits] == ["t-n-2"]
    assert whole.held_back == ("t-n-1",)


def test_finished_audits_stay_out_unless_the_mapping_takes_them(tmp_path: Path) -> None:
    closed = {"Status": "Closed", "Done": "02/10/2026", "Signed": "Quinn"}
    rows = (
        a_row(**closed),
        a_row(Ref="N/2", **closed),
        a_row(Ref="N/2", **OTHER),
        a_row(Ref="N/3", Status="Not needed"),
    )

    out = read(tmp_path, *rows).grouped
    taken = read(tmp_path, *rows, mapping={**MAPPING, "finished_audits": "taken"}).grouped

    assert [one.audit_id for one in out.finished] == ["t-n-1"]
    assert [one.audit_id for one in out.audits] == ["t-n-2"]
    assert [one.audit_id for one in taken.audits] == ["t-n-1", "t-n-2"]
    assert out.left_out == 1
