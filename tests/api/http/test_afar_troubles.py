"""From afar every trouble is one sentence, and what was lost on the way is asked again and done once."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

import starter
from api.command_line.calling import Line, Sent
from api.errors import DoorError, NotKnown
from api.http.shapes import AuditItem, Paged
from runtime.ports import free_port
from tests.api.council import a_finding, handed_in
from tests.api.http.between import Between, an_answer, standing_between
from tests.api.http.far import Far
from tests.api.terminal import Terminal, write_lines

PAGE = an_answer(502, "<html>Bad gateway</html>", content_type="text/html")
SLOW = {"framework": "childrens_social_care"}


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(starter.app, capsys)


@pytest.fixture
async def between(served: httpx.AsyncClient) -> AsyncIterator[Between]:
    port = urlsplit(str(served.base_url)).port or 0
    async with standing_between(port) as between:
        yield between


async def test_a_command_whose_answer_is_lost_is_given_once(far: Far, between: Between, audit_id: str) -> None:
    await far.house.start(audit_id)
    far.sign_in("pat")
    between.loses = 1

    said = await far.beside("act", audit_id, "accept", "a-1", "--url", between.url)
    story = await far.answer("history", audit_id)

    assert (said.status, said.err) == (0, "")
    assert between.heard == 2
    assert [one["kind"] for one in story].count("action_accepted") == 1


async def test_a_file_whose_answers_are_lost_is_started_once(
    far: Far, between: Between, audit_id: str, tmp_path: Path
) -> None:
    file = write_lines(tmp_path / "audits.jsonl", handed_in(**SLOW, audit_id=audit_id, findings=[a_finding()]))
    between.loses = 2

    said = await far.beside("start", file, "--url", between.url)

    assert (said.status, said.out, said.err) == (0, "1 started.\n", "")


async def test_who_is_asked_to_wait_waits(far: Far, between: Between, audit_id: str) -> None:
    await far.house.start(audit_id)
    between.says = [an_answer(429, '{"detail": "Too many requests."}', retry_after="1"), PAGE]

    said = await far.beside("list", "--json", "--url", between.url)

    assert (said.status, between.heard) == (0, 3)


async def test_who_must_wait_too_long_is_told_so(far: Far, between: Between) -> None:
    between.says = [an_answer(429, '{"detail": "Too many requests: wait 3600 s."}', retry_after="3600")]

    said = await far.beside("list", "--url", between.url)

    assert (said.status, said.err) == (1, "Too many requests: wait 3600 s.\n")


async def test_a_command_that_nobody_answers_says_how_to_give_it_again(between: Between) -> None:
    between.loses = 3
    async with httpx.AsyncClient(base_url=between.url) as client:
        line = Line(between.url, client, lambda *_: None, tries=(0, 0, 0))
        with pytest.raises(NotKnown, match="give it again with --command-id mine"):
            await line.post("/audits/x/withdraw", Sent({}, "mine", NotKnown("mine")), Paged[AuditItem])

    assert between.heard == 3


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (PAGE, r"What answers at .* is not the API \(status 502, text/html\)"),
        (an_answer(200, "<html>Welcome</html>", content_type="text/html"), r"is not the API \(status 200, text/html\)"),
        (an_answer(302, "", location="https://sign-in.example.invalid"), r"is not the API \(status 302"),
        (an_answer(200, '{"items": 7}', content_type="application/json"), "is not the API"),
        (an_answer(200, '{"items"', content_type="application/json"), "is not the API"),
        (an_answer(503, '{"detail": "The Temporal server does not answer."}'), "The Temporal server does not answer"),
        (b"", "did not answer: try again in a moment"),
        (b"SSH-2.0-OpenSSH\r\n", "did not answer: try again in a moment"),
    ],
)
async def test_an_answer_that_is_none_is_one_sentence(between: Between, answer: bytes, sentence: str) -> None:
    between.says = [answer] * 3
    async with httpx.AsyncClient(base_url=between.url) as client:
        line = Line(between.url, client, lambda *_: None, tries=(0, 0, 0))
        with pytest.raises(DoorError, match=sentence):
            await line.all("/audits", Paged[AuditItem])


REFUSED = (
    ("nobody", "list", 1, "The API does not know you (The token is good, but nobody in the directory has this id: ask"),
    ("pat", "stuck", 1, "You may not operate here"),
    ("pat", "show never-was", 1, "There is no audit never-was: see `starter.py list`, or plan or start it first.\n"),
    ("pat", "show ../people", 1, "There is no audit ../people: see"),
    ("pat", "act AUDIT verify a-1", 1, "You may not check actions here"),
    ("pat", "act AUDIT accept a-99", 1, ""),
    ("quinn", "act AUDIT verify a-1", 1, ""),
    ("pat", "act AUDIT accept a-1 --by quinn", 2, "--by quinn: you are signed in as pat: leave it out, or sign in as"),
    ("pat", "act AUDIT accept a-1 --command-id a/b", 2, "--command-id: through the API write at most 64 letters"),
    (
        "pat",
        f"act AUDIT claim a-1 --note {'x' * 10_001}",
        2,
        "note: it is too long: write at most 10,000 characters.\n",
    ),
    ("otto", "nudge AUDIT --reason lost --by dee", 2, "--by dee: you are signed in as otto"),
    ("pat", "verify", 2, "This command works beside the engine only: run it there, without --url"),
    ("pat", "rebuild", 2, "This command works beside the engine only: run it there, without --url"),
)


async def test_what_is_refused_is_one_sentence_and_the_status_of_beside_the_engine(far: Far, audit_id: str) -> None:
    await far.house.start(audit_id)

    for person, words, status, sentence in REFUSED:
        far.sign_in(person)
        said = await far.type(*words.replace("AUDIT", audit_id).split())
        assert (said.status, said.out, said.err.count("\n")) == (status, "", 1), (words, said)
        assert said.err.startswith(sentence), words


async def test_the_rules_refuse_in_the_same_words_as_beside_the_engine(far: Far, audit_id: str) -> None:
    await far.house.start(audit_id)

    for words in ("verify a-1", "judge --standard nothing --met", "verify a-99"):
        far.sign_in("quinn")
        beside = await far.beside("act", audit_id, *words.split(), "--by", "quinn")
        assert beside.status == 1
        assert await far.type("act", audit_id, *words.split()) == beside


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "--url: it must look like https://host/path"),
        ("audits.example.invalid", "--url: it must look like https://host/path"),
        ("ftp://audits.example.invalid", "--url: it must look like https://host/path"),
        ("http://audits.example.invalid", "--url: it must look like https://host/path (http:// only on this machine"),
        ("https://somebody:secret@audits.example.invalid", "--url: it must look like https://host/path"),
    ],
)
def test_a_token_goes_only_where_nobody_else_reads_it(
    url: str, sentence: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = terminal.type("list", f"--url={url}")
    monkeypatch.setenv("AUDITLOOP_URL", url or "nowhere")
    set_before = terminal.type("list")

    assert (typed.status, typed.err.count("\n")) == (2, 1)
    assert typed.err.startswith(sentence)
    assert set_before.status == 1
    assert "AUDITLOOP_URL: it must look like https://host/path" in set_before.err


def test_where_nobody_is_signed_in_or_listens_it_is_said_so(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDITLOOP_DATA", str(tmp_path))
    monkeypatch.setenv("OIDC_ISSUER", "https://sign-in.example.invalid")
    monkeypatch.setenv("AUDITLOOP_URL", f"http://127.0.0.1:{free_port()}")
    nobody = terminal.type("list")
    monkeypatch.setenv("AUDITLOOP_TOKEN", "some token")
    unfit = terminal.type("list")
    monkeypatch.setenv("AUDITLOOP_TOKEN", "person:quinn")
    away = terminal.type("list")

    assert (nobody.status, nobody.err) == (1, "Nobody is signed in here: use `starter.py login --as NAME`.\n")
    assert unfit.err == "A setting cannot work: AUDITLOOP_TOKEN must be a token and nothing else.\n"
    assert away.status == 1
    assert away.err.startswith("No API can be reached at http://127.0.0.1:")
