"""What measure says of its file and its options before anything is sent: one sentence, with file and row."""

import json
from pathlib import Path

import pytest

import starter
from tests.api.terminal import Terminal

OCTOBER = ("--month", "2026-10")
MEASURING = ("childrens_social_care", "demo")
VISITS = ("--standard", "child_in_need_visit")
ROW = "case,due,done\n1,2026-10-02,2026-10-02\n"


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(starter.app, capsys)


def test_a_rehearsal_shows_the_counts_and_what_was_left_out(terminal: Terminal) -> None:
    said = terminal.type("measure", "samples/visits.csv", *VISITS, *OCTOBER, "--dry-run", "--json")

    assert json.loads(said.out) == {
        "standard": "child_in_need_visit",
        "period_from": "2026-10-01",
        "period_to": "2026-10-31",
        "counts": [{"framework": one, "met": 10, "total": 12, "outside": 1} for one in MEASURING],
        "audits": [],
    }


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("case,due\n", "visits.csv: it has no column done: its first row must name due and done."),
        (ROW + "2,,2026-10-02\n", "visits.csv line 3: it has no due day: give one, such as 2026-10-31."),
        (ROW + "2,31/10/2026,\n", "visits.csv line 3: due '31/10/2026' is no day: write it as 2026-10-31."),
        (ROW + "2,2026-10-03,2026-02-30\n", "visits.csv line 3: done '2026-02-30' is no day: write it as 2026-10-31."),
    ],
    ids=["column", "no-day", "due", "done"],
)
def test_a_bad_row_is_one_sentence_with_its_file_and_line(
    terminal: Terminal, tmp_path: Path, text: str, sentence: str
) -> None:
    (file := tmp_path / "visits.csv").write_text(text)

    said = terminal.type("measure", file, *VISITS, *OCTOBER, "--dry-run")

    assert (said.status, said.err, said.out) == (2, f"{sentence}\n", "")


def test_a_file_without_a_row_in_the_period_is_refused_for_its_counts_would_fill_the_period(
    terminal: Terminal, tmp_path: Path
) -> None:
    (file := tmp_path / "visits.csv").write_text(ROW)

    said = terminal.type("measure", file, *VISITS, "--month", "2026-09", "--audit", "a", "--by", "p-9")

    days = "from Tuesday 1 September 2026 to Wednesday 30 September 2026"
    sentence = f"visits.csv: no row is due {days}: correct the period, or take the file that covers it.\n"
    assert (said.status, said.err, said.out) == (2, sentence, "")


@pytest.mark.parametrize(
    ("options", "part"),
    [
        ((*OCTOBER, "--standard", "risk_analysed", "--dry-run"), "no such standard is measured"),
        ((*VISITS, "--dry-run"), "say for which period"),
        ((*VISITS, "--month", "2026-13", "--dry-run"), "it is no month"),
        ((*VISITS, "--from", "2026-10-31", "--to", "2026-10-01", "--dry-run"), "swap its two dates"),
        ((*VISITS, *OCTOBER, "--by", "p-9"), "exactly one of --audit, --team and --subject"),
        ((*VISITS, *OCTOBER, "--team", "a", "--subject", "b", "--by", "p-9"), "exactly one of"),
        ((*VISITS, *OCTOBER, "--team", "a"), "it needs --by"),
    ],
    ids=["standard", "no-period", "month", "backwards", "no-target", "two-targets", "nobody"],
)
def test_options_that_cannot_be_are_one_sentence(terminal: Terminal, options: tuple[str, ...], part: str) -> None:
    said = terminal.type("measure", "samples/visits.csv", *options)

    assert (said.status, said.out) == (2, "")
    assert part in said.err
