"""Files that are started from afar: in batches, looked at as a whole first, with the places of their lines."""

from pathlib import Path
from typing import Any

import pytest

from tests.api.council import a_finding, handed_in
from tests.api.http.far import Far
from tests.api.terminal import write_lines


def a_line(audit_id: str, **changes: Any) -> dict[str, Any]:
    return handed_in(framework="childrens_social_care", audit_id=audit_id, findings=[a_finding()], **changes)


@pytest.fixture(autouse=True)
def short_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.command_line.batches.AUDITS", 2)


async def test_nothing_is_started_while_any_line_is_bad(far: Far, audit_id: str, tmp_path: Path) -> None:
    lines = [a_line(f"{audit_id}-{n}") for n in range(5)]
    bad = [a_line(f"{audit_id}-x", overall="splendid"), a_line(f"{audit_id}-y", auditor="nobody")]
    file = write_lines(tmp_path / "audits.jsonl", *lines, *bad)

    said = await far.type("start", file)
    beside = await far.beside("start", file)

    assert (said.status, said.out) == (2, "")
    assert said.err.startswith(f"{file} line 6: splendid is not a grade of childrens_social_care: write one of ")
    assert said.err.endswith(f" (also bad: {file} line 7)\n")
    assert beside.err.startswith(f"{file} line 6: splendid is not a grade of childrens_social_care: write one of ")
    assert await far.answer("list") == []


async def test_bad_lines_are_skipped_when_told_so(far: Far, audit_id: str, tmp_path: Path) -> None:
    lines = [a_line(f"{audit_id}-0"), "{", a_line(f"{audit_id}-1", auditor="nobody"), a_line(f"{audit_id}-2")]
    file = write_lines(tmp_path / "audits.jsonl", *lines)

    outcome = await far.answer("start", file, "--skip-bad")

    assert outcome["started"] == [f"{audit_id}-0", f"{audit_id}-2"]
    assert [one["place"] for one in outcome["skipped"]] == [f"{file} line 2", f"{file} line 3"]
    assert "The auditor nobody is not in the directory" in outcome["skipped"][1]["sentence"]


async def test_lines_that_name_somebody_else_as_who_starts_them_are_bad(
    far: Far, audit_id: str, tmp_path: Path
) -> None:
    lines = [a_line(f"{audit_id}-0", by="quinn"), a_line(f"{audit_id}-1", by="dee")]
    file = write_lines(tmp_path / "audits.jsonl", *lines)

    refused = await far.type("start", file)
    other = await far.type("start", file, "--by", "dee")
    started = await far.answer("start", file, "--by", "quinn")

    sentence = "by: you are signed in as quinn: leave it out, or give --by quinn."
    assert (refused.status, refused.err) == (2, f"{file} line 2: {sentence}\n")
    assert (other.status, other.err.startswith("--by dee: you are signed in as quinn")) == (2, True)
    assert started["started"] == [f"{audit_id}-0", f"{audit_id}-1"]


async def test_a_batch_is_no_longer_than_the_doors_take(
    far: Far, audit_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.command_line.batches.AUDITS", 100)
    long = [a_finding(text="Ä" * 7_000, finding_id=f"f-{n}") for n in range(20)]
    lines = [{**a_line(f"{audit_id}-{n}"), "findings": long} for n in range(4)]
    file = write_lines(tmp_path / "audits.jsonl", *lines)

    outcome = await far.answer("start", file)

    assert len(outcome["started"]) == 4
