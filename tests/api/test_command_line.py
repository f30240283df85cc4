"""At a terminal bad input is one sentence and status 2, before any server is asked."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

import starter
from api.command_line.contents import CONTENTS
from tests.api.council import POLICIES, a_finding, handed_in
from tests.api.terminal import Terminal, write_lines

HOUSE = Path(starter.__file__).parent


@pytest.fixture(autouse=True)
def nothing_running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No server is known, so that a command that asks for one fails otherwise than by bad input."""
    monkeypatch.setenv("AUDITLOOP_DATA", str(tmp_path / "var"))
    for name in ("DATABASE_URL", "TEMPORAL_ADDRESS", "SMTP_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(starter.app, capsys)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("nonsense", "this is not JSON"),
        (handed_in(team=7), "team: 7 is not text: write it in quotation marks."),
        (handed_in(findings=[a_finding(standard="plan")]), "plan is not a standard of demo: write"),
        (handed_in(framework="nowhere"), "There is no framework nowhere: write one of childrens_social_care, demo,"),
        ('{"audit_id": "' + "x" * 10_000_000 + '"}', "it is longer than 1,000,000 bytes"),
    ],
    ids=["not JSON", "wrong type", "unknown standard", "unknown framework", "ten megabytes"],
)
def test_a_bad_line_is_refused_with_its_place(terminal: Terminal, tmp_path: Path, line: object, sentence: str) -> None:
    file = write_lines(tmp_path / "audits.jsonl", handed_in(audit_id="north-0"), line)

    said = terminal.type("start", file)

    assert (said.status, said.out) == (2, "")
    assert said.err.startswith(f"{file} line 2: {sentence}")
    assert said.err.count("\n") == 1


def test_one_audit_in_two_files_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    one = write_lines(tmp_path / "one.jsonl", handed_in())
    two = write_lines(tmp_path / "two.jsonl", handed_in())

    said = terminal.type("start", one, two)

    sentence = f"audit north-1 is already at {one} line 1: give each audit an id of its own."
    assert (said.status, said.err) == (2, f"{two} line 1: {sentence}\n")


def test_several_bad_lines_are_named_in_one_sentence(terminal: Terminal, tmp_path: Path) -> None:
    file = write_lines(tmp_path / "audits.jsonl", "{", handed_in(), "{")

    said = terminal.type("start", file)

    assert said.err.endswith(f"(also bad: {file} line 3)\n")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", ": it has no lines: give one JSON object on each line.\n"),
        (b"\x7fELF\x00\x01", " line 1: this is not a text file: give JSON Lines in UTF-8.\n"),
        (None, ": there is no such file: check its name.\n"),
    ],
    ids=["nothing", "binary", "missing"],
)
def test_a_file_that_holds_no_lines_is_refused(
    terminal: Terminal, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    file = tmp_path / "audits.jsonl"
    if content is not None:
        file.write_bytes(content)

    said = terminal.type("start", file)

    assert (said.status, said.err) == (2, f"{file}{sentence}")


def test_a_bad_policy_is_refused_with_its_own_line(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policies = tmp_path / "policies"
    shutil.copytree(POLICIES, policies)
    text = (policies / "demo.yaml").read_text().replace("{after: 5s, role: service_manager}", "{after: 1s, role: nn}")
    (policies / "demo.yaml").write_text(text)
    monkeypatch.setenv("AUDITLOOP_POLICIES", str(policies))

    said = terminal.type("start", write_lines(tmp_path / "audits.jsonl", handed_in()))

    assert said.status == 2
    assert said.err.startswith(f"{policies / 'demo.yaml'} line ")
    assert said.err.count("\n") == 1


def test_a_bad_inspection_is_refused_with_its_place(terminal: Terminal, tmp_path: Path) -> None:
    file = write_lines(tmp_path / "inspections.jsonl", {"inspection_id": "x"})

    said = terminal.type("import", "ofsted", file)

    assert (said.status, said.err) == (2, f"{file} line 1: urn: it is missing: add it.\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["act", "x", "verfy", "--by", "p"], "act verfy: there is no such command: write verify.\n"),
        (["act", "x", "accept", "--by", "p"], "act accept: it needs an ACTION: give it.\n"),
        (["act", "x", "judge", "--standard", "s", "--by", "p"], "act judge: it needs --met or --unmet: give it.\n"),
        (
            ["act", "x", "accept", "a-1", "--due", "2026-12-01", "--by", "p"],
            "act accept: --due means nothing to it: leave it out.\n",
        ),
        (
            ["act", "x", "claim", "a-1", "--evidence", "none", "--by", "p"],
            "--evidence none: there is no such file to read: name one, or give REF=sha256: and its digest.\n",
        ),
        (["act", "x", "accept", "a-1"], "act accept: it needs --by: give it.\n"),
        (["list", "--nonsense"], "No such option: --nonsense\n"),
        (["abracadabra"], "No such command 'abracadabra'.\n"),
    ],
)
def test_a_command_that_cannot_be_is_refused_in_a_sentence(terminal: Terminal, words: list[str], sentence: str) -> None:
    said = terminal.type(*words)

    assert (said.status, said.err) == (2, sentence)


def test_without_an_engine_a_command_says_how_to_start_one(terminal: Terminal) -> None:
    said = terminal.type("list")

    assert said.status == 1
    assert said.err.startswith("Nothing is running here: start it with `make run`, or set DATABASE_URL and SMTP_URL")


def test_every_command_explains_itself(terminal: Terminal) -> None:
    names = ["start", "list", "show", "history", "overdue", "act", "verify", "rebuild", "notices", "resend", "stuck"]

    more = [["nudge"], ["login"], ["logout"], ["people", "load"], ["import", "ofsted"]]

    for words in [*([name] for name in names), *more]:
        said = terminal.type(*words, "--help")
        assert said.status == 0
        assert "--json" in said.out


def test_the_program_lists_every_command_in_a_whole_sentence(terminal: Terminal) -> None:
    said = terminal.type("--help")

    assert said.status == 0
    assert [entry.name for entry in CONTENTS if f"  {entry.name} " not in said.out] == []
    assert [entry.says for entry in CONTENTS if entry.says not in said.out] == []


def test_asking_what_there_is_loads_no_server_library() -> None:
    libraries = "{'sqlalchemy', 'temporalio', 'pydantic', 'rich'}"
    asked = f"import starter, sys; starter.app(['--help']); print(*{libraries} & {{*sys.modules}})"

    loaded = subprocess.run([sys.executable, "-c", asked], cwd=HOUSE, check=True, capture_output=True, text=True).stdout

    assert loaded == "\n"


@pytest.fixture
def broken(capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A program of which one command has a fault nobody thought of."""
    app = typer.Typer()

    @app.command()
    def fail() -> None:
        raise ZeroDivisionError("of zero\nby zero")

    @app.command()
    def stop() -> None:
        raise KeyboardInterrupt

    return Terminal(lambda _: app, capsys)


def test_an_unexpected_error_is_one_sentence_too(broken: Terminal) -> None:
    said = broken.type("fail")

    assert said.status == 1
    assert said.err == (
        "Something unexpected happened (ZeroDivisionError: of zero by zero): "
        "try again with --debug and report what it prints.\n"
    )


def test_with_debug_an_unexpected_error_shows_where_it_came_from(broken: Terminal) -> None:
    said = broken.type("fail", "--debug")

    assert "Traceback (most recent call last)" in said.err


def test_interrupting_a_command_says_that_the_engine_goes_on(broken: Terminal) -> None:
    said = broken.type("stop")

    assert (said.status, said.err) == (130, "Interrupted: what was already started goes on.\n")


def test_a_status_that_no_audit_can_have_is_refused_with_those_there_are(terminal: Terminal) -> None:
    said = terminal.type("list", "--status", "nonsense")

    known = "planned, allocated, acting, checking, watching, handed over, closed, withdrawn"
    sentence = f"there is no such status: write one of {known}.\n"
    assert (said.status, said.err) == (2, f"list --status nonsense: {sentence}")


def test_a_file_of_people_is_checked_before_it_is_loaded(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("person,name,mail,roles,team,manager\na,A,a@x.example,director,t,b\nb,B,b@x.example,auditor,t,a\n")

    answer = terminal.type("people", "check", str(file), "--alone")

    assert answer.status == 1
    assert f"{file} line 2: a is in a reporting loop: correct who is whose manager." in answer.out
    assert "nobody holds the role practitioner" in answer.out
    assert "the role owner" not in answer.out
