"""A tracker at a terminal: what it would come to is a table, what cannot be read is another, and nothing is begun."""

from pathlib import Path

from tests.api.http.far import Far
from tests.api.tracker.trackers import MAPPING, a_row, a_tracker


async def test_a_dry_run_says_what_would_begin_and_what_cannot_be_read(far: Far, tmp_path: Path) -> None:
    rows = [a_row(), a_row(Ref="N/2", Due="soon"), a_row(Ref="N/3", Status="Not needed")]
    asked = a_tracker(tmp_path, rows, {**MAPPING, "framework": "demo"})
    words = ("import", "tracker", asked.file, "--mapping", asked.mapping, "--policy", "childrens_social_care")

    said = await far.beside(*words, "--dry-run")
    real = await far.beside(*words)
    afar = await far.type(*words)

    assert said.status == real.status == afar.status == 2
    assert said.err == (
        "1 thing cannot be read, which keeps back 1 audit: correct the rows or the mapping, or leave such audits out "
        "with --skip-unreadable.\n"
    )
    assert "3    Due     t-n-2  'soon' is not a date: write one as 2026-11-30." in said.out
    assert "by the rules of childrens_social_care" in said.out
    assert "1  audits begin" in said.out
    assert "1  rows stay out by their status" in said.out
    assert said.out.endswith("Nothing was taken in.\n")
    assert real.out == said.out
    assert "works beside the engine only" in afar.err
    assert await far.answer_beside("list") == []


async def test_a_dry_run_of_a_good_tracker_ends_well(far: Far, tmp_path: Path) -> None:
    asked = a_tracker(tmp_path, [a_row(), a_row(Change="Each step has a name.", Status="Doing")])

    found = await far.answer_beside("import", "tracker", asked.file, "--mapping", asked.mapping, "--dry-run")

    assert found["is_begun"] is False
    assert found["audits"] == [{"audit_id": "t-n-1", "rows": [2, 3]}]
    assert (found["counts"]["actions_open"], found["counts"]["actions_started"]) == (1, 1)
    assert found["unreadable"] == []
