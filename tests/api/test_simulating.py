"""Audits are simulated at a terminal: by real policies and assumed people, without a server."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import starter
from api.simulating.assumed import read_behaviour
from api.simulating.periods import periods
from domain.behaviour import Behaviour
from domain.simulated_figures import MonthOf
from tests.api.council import POLICIES, handed_in
from tests.api.terminal import Said, Terminal, write_lines
from tests.api.test_ofsted import an_inspection, the_next

HOUSE = Path(starter.__file__).parent
SAMPLES = ("simulate", HOUSE / "samples" / "audits.jsonl", "--people", HOUSE / "samples" / "people.jsonl",
           "--policy", "childrens_social_care", "--from", "2026-11-02", "--until", "2026-12-18")  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITLOOP_DATA", str(tmp_path / "var"))
    for name in ("DATABASE_URL", "TEMPORAL_ADDRESS", "SMTP_URL", "AUDITLOOP_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(starter.app, capsys)


@pytest.fixture
def inspections(tmp_path: Path) -> Path:
    """Two inspections of one authority; the later judges what the first found."""
    lines = [one.model_dump(mode="json") for one in (an_inspection(), the_next())]
    return write_lines(tmp_path / "inspections.jsonl", *lines)


@pytest.fixture
def sooner(tmp_path: Path) -> Path:
    """The policy of inspections with checks twice as soon."""
    text = (POLICIES / "ofsted_ilacs.yaml").read_text()
    path = tmp_path / "sooner.yaml"
    path.write_text(text.replace("version: 1", "version: 2").replace("check: 91cd", "check: 42cd"))
    return path


def answered(said: Said) -> Any:
    assert (said.status, said.err) == (0, "")
    return json.loads(said.out)


def test_inspections_begin_when_they_were_published_and_later_ones_judge(terminal: Terminal, inspections: Path) -> None:
    told = answered(terminal.type("simulate", inspections, "--policy", "ofsted_ilacs", "--json"))

    [under] = told["policies"]
    assert (told["from"], told["seed"]) == ("2019-05-08", 1)
    assert told["judgements_known"] > 0
    assert under["figures"]["audits"] == 2
    assert {one["audit_id"] for one in under["notices"]} == {an_inspection().inspection_id, the_next().inspection_id}
    assert under["names"]["7-director"] == "Director, Invented County"
    first = under["notices"][0]
    assert list(first) == ["at", "person", "notice", "audit_id", "action_id", "role", "level", "stands_in_for"]
    assert (first["at"], first["notice"], first["level"]) == ("2019-05-08T08:00:00Z", "opened", None)


def test_everything_assumed_is_said_first_in_words_and_in_json(terminal: Terminal, inspections: Path) -> None:
    said = terminal.type("simulate", inspections, "--policy", "ofsted_ilacs")
    told = answered(terminal.type("simulate", inspections, "--policy", "ofsted_ilacs", "--json"))

    assert "Assumed behaviour, not fact (default, version 1)" in said.out
    for who, does in Behaviour().assumptions():
        assert re.search(rf"{re.escape(who)} +{re.escape(does)}\n", said.out)
    assert "Nothing was started and nobody was told." in said.out
    assert told["assumption"].startswith("Assumed behaviour, not fact: accepted 80%")
    assert Behaviour.model_validate(told["behaviour"]) == Behaviour()
    assert len(told["behaviour"]) == len(Behaviour.model_fields)


def test_sample_audits_are_simulated_under_the_policy_that_is_named(terminal: Terminal) -> None:
    told = answered(terminal.type(*SAMPLES, "--json"))

    [under] = told["policies"]
    assert (under["framework"], told["from"], told["until"]) == ("childrens_social_care", "2026-11-02", "2026-12-18")
    assert under["figures"]["audits"] == 40
    assert under["figures"]["notices"] == len(under["notices"]) > 100
    assert sum(one["notices"] for one in under["figures"]["months"]) == len(under["notices"])
    assert under["figures"]["not_allowed"] == 0


def test_the_same_seed_makes_the_same_bytes_and_another_seed_others(terminal: Terminal, tmp_path: Path) -> None:
    def told(seed: int, *chart: str | Path) -> str:
        said = terminal.type(*SAMPLES[:-1], "2026-11-20", "--seed", str(seed), "--notices", *chart)
        assert (said.status, said.err) == (0, "")
        return said.out.partition("\nDrawn in")[0].strip()

    charts = [tmp_path / name for name in ("a.png", "b.png")]

    one, same, other = told(1, "--chart", charts[0]), told(1, "--chart", charts[1]), told(2)

    assert one == same != other
    assert charts[0].read_bytes() == charts[1].read_bytes()
    assert re.search(r"\nMonday 2 November 2026 at 9:00am: [A-Z].+ \(p-\d{3}\), opened, case-103 a-1\n", one)


def test_two_policies_stand_side_by_side_and_are_drawn(
    terminal: Terminal, inspections: Path, sooner: Path, tmp_path: Path
) -> None:
    chart = tmp_path / "chart.png"

    said = terminal.type(
        "simulate", inspections, "--policy", "ofsted_ilacs", "--compare", sooner, "--chart", chart, "--seed", "3"
    )

    assert (said.status, said.err) == (0, "")
    assert re.search(r"\n +ofsted_ilacs +sooner\naudits begun +2 +2\n", said.out)
    assert "Steps up a ladder by quarter and level (first / second policy)" in said.out
    assert re.search(r"\n20\d\d Q\d .*\d+ / \d+ .*█ \d+", said.out)
    assert f"Drawn in {chart}." in said.out
    assert chart.stat().st_size < 150_000
    with Image.open(chart) as image:
        assert image.size == (1210, 836)


def test_the_same_luck_meets_both_policies(terminal: Terminal, inspections: Path, sooner: Path) -> None:
    """Until something differs in the policies nothing differs in what they come to."""
    told = answered(terminal.type("simulate", inspections, "--policy", "ofsted_ilacs", "--compare", sooner, "--json"))

    one, other = ([notice for notice in each["notices"] if notice["at"] < "2019-08"] for each in told["policies"])
    assert [each["policy"] for each in told["policies"]] == ["ofsted_ilacs", "sooner"]
    assert one == other


def test_a_behaviour_of_ones_own_is_used_and_said(terminal: Terminal, inspections: Path, tmp_path: Path) -> None:
    path, spell = tmp_path / "eager.yaml", "after: {least: 1wd, usual: 1wd, most: 2wd}"
    path.write_text(f"behaviour: eager\nversion: 3\nin_time: {{share: 100, {spell}}}\nlate: {{share: 0, {spell}}}\n")

    told = terminal.type("simulate", inspections, "--policy", "ofsted_ilacs", "--behaviour", path)

    assert told.status == 0, told.err
    assert "Assumed behaviour, not fact (eager, version 3)" in told.out
    assert "100% of actions, before the date: 1 to 2 working days, mostly about 1" in told.out


def test_the_sample_behaviour_says_what_is_assumed_by_default() -> None:
    assert read_behaviour(HOUSE / "samples" / "behaviour.yaml") == Behaviour()


BAD: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (("--policy", "nowhere"), 2, "--policy: There is no framework nowhere: write one of childrens_social_care, demo, "),
    (("--policy", "nowhere.yaml"), 2, "nowhere.yaml: it cannot be read: check its name, and that you may read it."),
    (("--policy", "demo"), 2, "an inspection is audited by ofsted_ilacs: simulate it by a policy of that framework."),
    (("--policy", "ofsted_ilacs", "--compare", "demo"), 2,
     "--compare: ofsted_ilacs is a policy of ofsted_ilacs, demo of demo: compare two policies of one framework."),
    (("--policy", "ofsted_ilacs", "--until", "2019-05-07"), 2,
     "--until: nothing has begun by then: the first audit begins on Wednesday 8 May 2019."),
    (("--policy", "ofsted_ilacs", "--until", "9999-12-31"), 2,
     "--until: it goes no further than Thursday 31 December 2099: choose a day before."),
    (("--policy", "ofsted_ilacs", "--until", "soon"), 2, "'soon' does not match the format"),
    (("--policy", "ofsted_ilacs", "--seed", "lucky"), 2, "--seed: 'lucky' is not a whole number: write one such as 1."),
    (("--policy", "ofsted_ilacs", "--behaviour", "none.yaml"), 2, "none.yaml: it cannot be read"),
    (("--policy", "ofsted_ilacs", "--chart", "/nowhere/chart.png"), 2, "/nowhere/chart.png: its folder is not there"),
    (("--policy", "ofsted_ilacs", "--url", "http://127.0.0.1:1"), 2, "works beside the engine only"),
    ((), 2, "Missing option '--policy'"),
)  # fmt: skip


@pytest.mark.parametrize(("options", "status", "sentence"), BAD, ids=[sentence[:40] for _, _, sentence in BAD])
def test_what_cannot_be_simulated_is_one_sentence(
    terminal: Terminal, inspections: Path, options: tuple[str, ...], status: int, sentence: str
) -> None:
    said = terminal.type("simulate", inspections, *options)

    assert (said.status, said.out, said.err.count("\n")) == (status, "", 1)
    assert sentence in said.err


def test_a_bad_row_is_named_with_its_place(terminal: Terminal, tmp_path: Path) -> None:
    good = an_inspection().model_dump(mode="json")
    file = write_lines(tmp_path / "bad.jsonl", good, {**good, "inspection_id": "other", "published": "yesterday"})

    said = terminal.type("simulate", file, "--policy", "ofsted_ilacs")

    assert (said.status, said.out) == (2, "")
    assert said.err.startswith(f"{file} line 2: published: 'yesterday' is not a date")


def test_start_files_need_their_people_and_a_policy_that_knows_their_standards(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = write_lines(tmp_path / "audits.jsonl", handed_in())
    people = ("--people", HOUSE / "samples" / "people.jsonl")

    nobody = terminal.type("simulate", file, "--policy", "childrens_social_care")
    strangers = terminal.type("simulate", file, "--policy", "childrens_social_care", *people)
    unknown = terminal.type(*(SAMPLES[:4]), "--policy", "ofsted_ilacs")
    missing = terminal.type("simulate", tmp_path / "none.jsonl", "--policy", "demo")
    twice = terminal.type(*SAMPLES[:2], *SAMPLES[1:])
    late = terminal.type(*SAMPLES[:6], "--from", "9999-12-31")

    assert nobody.err == f"{file}: nobody says who its people are: add --people FILE.\n"
    assert strangers.err.startswith(f"{file} line 1: The auditor quinn is not in the directory")
    assert " is not " in unknown.err
    assert " of ofsted_ilacs: write " in unknown.err
    assert missing.err == f"{tmp_path / 'none.jsonl'}: there is no such file: check its name.\n"
    assert "audits.jsonl line 1: audit case-101 is already at " in twice.err
    assert late.err.startswith("--from: it goes no further than ")
    assert {one.status for one in (nobody, strangers, unknown, missing, twice, late)} == {2}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("behaviour: mine\nshown_met: 170\n", "line 2: shown_met: 170 is too large: give 100 or less."),
        ("behaviour: mine\nhurry: 1\n", "line 2: hurry: this key is not known here: remove it, or correct it."),
        ("verify: {least: 3wd, usual: 2wd, most: 5wd}\n", "line 1: verify.usual: it is shorter than the one before"),
        ("- a list\n", "line 1: "),
        ("", "line 1: "),
    ],
)
def test_a_behaviour_that_cannot_be_is_refused_with_its_line(
    terminal: Terminal, inspections: Path, tmp_path: Path, text: str, sentence: str
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text)

    said = terminal.type("simulate", inspections, "--policy", "ofsted_ilacs", "--behaviour", path)

    assert (said.status, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith(f"{path} {sentence}")


def test_many_months_are_put_together_to_quarters_and_years() -> None:
    def months(years: int) -> list[MonthOf]:
        return [
            MonthOf(month=f"{2019 + n // 12}-{n % 12 + 1:02}", notices=1, levels={1: 2, 3: 1})
            for n in range(years * 12)
        ]

    named = [periods([months(years)], 36) for years in (3, 9, 20)]

    assert [(called, len(found)) for found, called in named] == [("month", 36), ("quarter", 36), ("year", 20)]
    assert named[1][0][1] == ("2019 Q2", ({1: 6, 3: 3},))
    assert named[2][0][0].steps == (36,)
