"""At a terminal one signs in by name, and what is kept is what the API believes."""

import asyncio
import io
import json
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import starter
from api.http.errors import NotSignedIn
from api.http.tokens import Tokens
from api.kept_sign_in import NAME, KeptSignIn
from runtime.identity_server import IdentityServer
from runtime.ports import free_port
from runtime.settings import CHECKOUT
from runtime.stack import Stack
from tests.api.conftest import now
from tests.api.issuer import Issuer
from tests.api.terminal import Said, Terminal

PEOPLE = CHECKOUT / "samples" / "people.jsonl"


@pytest.fixture(scope="module")
async def sign_in(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[IdentityServer]:
    """The sign-in of a machine, as a process of its own."""
    server = IdentityServer(tmp_path_factory.mktemp("identity"), people=PEOPLE, port=free_port())
    await server.start()
    yield server
    await server.stop()


class Desk:
    """A terminal on a machine that runs no database and no engine."""

    def __init__(self, terminal: Terminal, data: Path) -> None:
        self._terminal, self.data = terminal, data

    async def type(self, *words: str) -> Said:
        # A command has an event loop of its own, as at a real terminal.
        return await asyncio.to_thread(self._terminal.type, *words)

    def kept(self, issuer: str) -> KeptSignIn:
        return KeptSignIn.read(self.data, issuer=issuer, at=now())


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    for name in ("DATABASE_URL", "TEMPORAL_ADDRESS", "SMTP_URL", "OIDC_ISSUER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AUDITLOOP_DATA", str(tmp_path))
    return Desk(Terminal(starter.app, capsys), tmp_path)


def noted(desk: Desk, issuer: str) -> None:
    """The note of a machine on which one signs in here; nobody answers at its other addresses."""
    nowhere = "127.0.0.1:9"
    Stack(
        pid=os.getpid(),
        database_url=f"postgresql+psycopg://{nowhere}/audits",
        temporal_address=nowhere,
        smtp_url=f"smtp://{nowhere}",
        oidc_issuer=issuer,
    ).write(desk.data)


async def test_somebody_signs_in_by_name_and_the_api_believes_what_is_kept(desk: Desk, sign_in: IdentityServer) -> None:
    noted(desk, sign_in.url)
    tokens = Tokens(sign_in.url, "auditloop", clock=now)

    said = await desk.type("login", "--as", "Hazel Thunder")
    kept = desk.kept(sign_in.url)
    subject = await tokens.subject(kept.token)

    assert said.status == 0, said.err
    assert said.out.startswith("p-002 is signed in until ")
    assert kept.token not in said.out
    assert subject == ("p-002", kept.expires_at)
    assert (desk.data / NAME).stat().st_mode & 0o777 == 0o600


async def test_a_token_outlives_a_restart_of_the_sign_in(desk: Desk, sign_in: IdentityServer) -> None:
    noted(desk, sign_in.url)
    await desk.type("login", "--as", "p-003")

    await sign_in.start()
    subject = await Tokens(sign_in.url, "auditloop", clock=now).subject(desk.kept(sign_in.url).token)

    assert subject.person == "p-003"


async def test_the_token_alone_is_printed_for_other_programs_and_no_token_in_json(
    desk: Desk, sign_in: IdentityServer
) -> None:
    noted(desk, sign_in.url)

    printed = await desk.type("login", "--as", "p-002", "--print")
    shown = await desk.type("login", "--as", "p-003", "--json")

    assert (printed.err, printed.out.count("\n"), printed.out.count(".")) == ("", 1, 2)
    assert json.loads(shown.out).keys() == {"issuer", "person", "expires_at"}
    assert desk.kept(sign_in.url).person == "p-003"


async def test_after_logout_nobody_is_signed_in(desk: Desk, sign_in: IdentityServer) -> None:
    noted(desk, sign_in.url)
    await desk.type("login", "--as", "p-002")

    first, second = await desk.type("logout"), await desk.type("logout")

    assert (first.out, second.out) == ("Nobody is signed in any more.\n", "Nobody was signed in.\n")
    with pytest.raises(NotSignedIn, match=r"Nobody is signed in here: use `starter\.py login"):
        desk.kept(sign_in.url)


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["--as", "Nobody Known"], 1, "Nobody has this id or this full name: see the file"),
        ([], 2, "login: say who by --as NAME, or hand in a token with --token"),
        (["--as", "p-002", "--token"], 2, "login: say who by --as NAME"),
    ],
)
async def test_who_cannot_sign_in_is_told_why_in_a_sentence(
    desk: Desk, sign_in: IdentityServer, words: list[str], status: int, sentence: str
) -> None:
    noted(desk, sign_in.url)

    said = await desk.type("login", *words)

    assert (said.status, said.out, said.err.count("\n")) == (status, "", 1)
    assert said.err.startswith(sentence)
    assert not (desk.data / NAME).exists()


@pytest.mark.parametrize(
    ("issuer", "sentence"),
    [
        (None, "Nobody can sign in: set OIDC_ISSUER"),
        ("http://127.0.0.1:9", "The sign-in is away (it does not answer): try again"),
        ("https://council.invalid", "https://council.invalid wants people to sign in with a browser"),
    ],
)
async def test_a_sign_in_that_is_not_there_or_needs_a_browser_is_named(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, issuer: str | None, sentence: str
) -> None:
    if issuer:
        monkeypatch.setenv("OIDC_ISSUER", issuer)

    said = await desk.type("login", "--as", "p-002")

    assert (said.status, said.err.count("\n")) == (1, 1)
    assert said.err.startswith(sentence)


async def test_a_token_from_elsewhere_is_kept_once_it_is_found_good(
    desk: Desk, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OIDC_ISSUER", issuer.url)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{issuer.token('tess')}\n"))
    taken = await desk.type("login", "--token")
    monkeypatch.setattr("sys.stdin", io.StringIO(issuer.token("pat", aud="another")))
    refused = await desk.type("login", "--token")

    assert taken.out.startswith("tess is signed in until ")
    assert refused.err == "The token is not for auditloop: sign in again.\n"
    assert desk.kept(issuer.url).person == "tess"


def test_what_is_kept_counts_for_its_issuer_and_its_time_only(tmp_path: Path) -> None:
    ends = datetime(2026, 3, 2, 9, tzinfo=UTC)
    KeptSignIn(issuer="https://council.invalid", person="tess", expires_at=ends, token="a.b.c").write(tmp_path)

    for issuer, at in (("https://council.invalid", ends), ("https://another.invalid", ends - timedelta(hours=1))):
        with pytest.raises(NotSignedIn, match=r"tess is signed in no more: use `starter\.py login --as tess`"):
            KeptSignIn.read(tmp_path, issuer=issuer, at=at)
    assert "a.b.c" not in repr(
        KeptSignIn.read(tmp_path, issuer="https://council.invalid", at=ends - timedelta(seconds=1))
    )
