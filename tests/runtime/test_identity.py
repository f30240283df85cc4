"""The sign-in of this machine gives tokens to those it knows, in one way only, and sends them nowhere else."""

from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import jwt
import pytest

from runtime.errors import PeopleUnreadable
from runtime.identity import PATIENCE, Provider
from runtime.identity_people import Known, People
from runtime.identity_tokens import Claims, Mint, kept_key

URL = "http://127.0.0.1:8401"
PEOPLE = People(
    Known(person=one, name=name) for one, name in (("p-1", "Ash Reed"), ("p-2", "Fay Li"), ("p-3", "Fay Li"))
)
VERIFIER = "v" * 43
ASKED = {
    "response_type": "code",
    "client_id": "auditloop",
    "redirect_uri": "http://127.0.0.1:5000/back",
    "scope": "openid",
    "state": "state-of-mine",
    "nonce": "once",
    "code_challenge": urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode(),
    "code_challenge_method": "S256",
}
REDEEMED = {
    "grant_type": "authorization_code",
    "client_id": "auditloop",
    "redirect_uri": ASKED["redirect_uri"],
    "code_verifier": VERIFIER,
}


class SignIn:
    """The provider, asked as a browser and a program ask it, at a moment that can be wound."""

    def __init__(self, folder: Path) -> None:
        self.at = datetime.now(UTC)
        mint = Mint(kept_key(folder / "signing.pem"), Claims(URL, "audience", "employee"), lambda: self.at)
        provider = Provider(URL, PEOPLE, mint, lambda: self.at)
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(provider.app()), base_url=URL)

    async def answer(self, name: str, **changes: Any) -> httpx.Response:
        asked = {key: value for key, value in {**ASKED, **changes}.items() if value is not None}
        return await self.client.post("/authorize", params=asked, data={"person": name})

    async def code(self) -> str:
        answer = await self.answer("p-1")
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))["code"]

    async def redeemed(self, code: str, **changes: Any) -> httpx.Response:
        return await self.client.post("/token", data={**REDEEMED, "code": code, **changes})


@pytest.fixture
async def sign_in(tmp_path: Path) -> AsyncIterator[SignIn]:
    sign_in = SignIn(tmp_path)
    async with sign_in.client:
        yield sign_in


async def test_somebody_known_is_sent_back_with_a_code_that_is_worth_their_tokens(sign_in: SignIn) -> None:
    sent = await sign_in.answer("Ash Reed")
    address, _, query = sent.headers["location"].partition("?")
    told = dict(parse_qsl(query))

    given = (await sign_in.redeemed(told["code"])).json()
    listed = (await sign_in.client.get("/keys")).json()["keys"]
    access = jwt.decode(given["access_token"], jwt.PyJWK(listed[0]), audience="audience", issuer=URL)
    identity = jwt.decode(given["id_token"], jwt.PyJWK(listed[0]), audience="auditloop", issuer=URL)

    assert (sent.status_code, address) == (303, ASKED["redirect_uri"])
    assert (told["state"], told["iss"]) == ("state-of-mine", URL)
    assert (access["sub"], access["employee"], access["exp"] - access["iat"]) == ("p-1", "p-1", 8 * 60 * 60)
    assert (identity["name"], identity["nonce"]) == ("Ash Reed", "once")
    assert "d" not in listed[0]


async def test_it_describes_itself_and_asks_who_one_is(sign_in: SignIn) -> None:
    described = (await sign_in.client.get("/.well-known/openid-configuration")).json()
    page = await sign_in.client.get("/authorize", params=ASKED)

    assert described["issuer"] == URL
    assert described["code_challenge_methods_supported"] == ["S256"]
    assert '<option value="p-1">Ash Reed</option>' in page.text
    assert "for one machine: it asks for no password" in page.text
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("name", "sentence"), [("Nobody", "Nobody has this id"), ("", "Nobody has this id"), ("Fay Li", "2 people have")]
)
async def test_who_is_not_one_known_person_gets_no_code(sign_in: SignIn, name: str, sentence: str) -> None:
    answer = await sign_in.answer(name)

    assert answer.status_code == 403
    assert answer.json()["error"] == "access_denied"
    assert sentence in answer.json()["error_description"]


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "another"},
        {"response_type": "token"},
        {"scope": "profile"},
        {"state": None},
        {"state": "1"},
        {"code_challenge": None},
        {"code_challenge_method": "plain"},
        {"code_challenge_method": None},
        *(
            {"redirect_uri": place}
            for place in (
                None,
                "https://127.0.0.1/back",
                "http://elsewhere.invalid/back",
                "http://127.0.0.1.elsewhere.invalid/",
                "http://127.0.0.1@elsewhere.invalid/",
                "http://elsewhere.invalid\\@127.0.0.1/",
                "http://127.0.0.1:80@elsewhere.invalid/",
                "//elsewhere.invalid",
                "http://127.0.0.1/back#here",
                "http://127.0.0.1/back\r\nX-Other: 1",
                "http://127.0.0.1/back\n",
                "javascript:alert(1)",
            )
        ),
    ],
    ids=str,
)
async def test_nothing_but_a_code_with_pkce_for_our_program_on_this_machine_is_given(
    sign_in: SignIn, changes: dict[str, str | None]
) -> None:
    answer = await sign_in.answer("p-1", **changes)
    params = {key: value for key, value in {**ASKED, **changes}.items() if value is not None}
    page = await sign_in.client.get("/authorize", params=params)

    for one in (answer, page):
        assert (one.status_code, one.json()["error"]) == (400, "invalid_request")
        assert next(iter(changes)) in one.json()["error_description"]
        assert "location" not in one.headers


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_verifier": "w" * 43}, "invalid_grant"),
        ({"redirect_uri": "http://127.0.0.1:5001/back"}, "invalid_grant"),
        ({"client_id": "another"}, "invalid_request"),
        ({"grant_type": "password"}, "invalid_request"),
        ({"code_verifier": ""}, "invalid_request"),
    ],
)
async def test_a_code_is_worth_nothing_to_another_program(sign_in: SignIn, changes: dict[str, str], error: str) -> None:
    answer = await sign_in.redeemed(await sign_in.code(), **changes)

    assert (answer.status_code, answer.json()["error"]) == (400, error)


async def test_a_code_is_good_once_and_for_a_minute(sign_in: SignIn) -> None:
    used, guessed_at, late = await sign_in.code(), await sign_in.code(), await sign_in.code()
    await sign_in.redeemed(used)
    await sign_in.redeemed(guessed_at, code_verifier="w" * 43)
    first = [(await sign_in.redeemed(code)).status_code for code in (used, guessed_at, "never-given")]

    sign_in.at += PATIENCE
    second = (await sign_in.redeemed(late)).status_code

    assert (first, second) == ([400, 400, 400], 400)


async def test_it_answers_under_the_names_of_this_machine_only(sign_in: SignIn) -> None:
    rebound = await sign_in.client.get("/authorize", params=ASKED, headers={"Host": "elsewhere.invalid"})

    assert rebound.status_code == 400
    assert "Ash Reed" not in rebound.text


def test_the_key_is_private_and_the_same_after_a_restart(tmp_path: Path) -> None:
    note = tmp_path / "signing.pem"

    first, second = kept_key(note), kept_key(note)

    assert note.stat().st_mode & 0o777 == 0o600
    assert first.private_numbers() == second.private_numbers()


@pytest.mark.parametrize("text", [None, "Ash Reed\n", "{}\n", '{"person": "p-1"}\n'])
def test_a_file_that_holds_no_people_is_refused_in_a_sentence(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "people.jsonl"
    if text is not None:
        file.write_text(text)

    with pytest.raises(PeopleUnreadable, match=r"The people of .*people\.jsonl cannot sign in"):
        People.read(file)
