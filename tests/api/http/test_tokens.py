"""A token counts only if the issuer signed it, for us, and at this moment it is good."""

import base64
import hmac
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from api.http.errors import NotSignedIn
from api.http.tokens import LONGEST, Tokens
from tests.api.conftest import now
from tests.api.issuer import AUDIENCE, Issuer, a_key

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
async def tokens(issuer: Issuer) -> AsyncIterator[Tokens]:
    tokens = Tokens(issuer.url, AUDIENCE, clock=now)
    yield tokens
    await tokens.close()


async def refusal(tokens: Tokens, token: str) -> str:
    with pytest.raises(NotSignedIn) as refused:
        await tokens.subject(token)
    assert len(token) < 9 or token not in str(refused.value)
    return str(refused.value)


def unsigned(header: dict[str, Any], payload: bytes, signature: str = "") -> str:
    parts = [json.dumps(header).encode(), payload]
    return ".".join([*(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts), signature])


async def test_a_good_token_says_who_it_is_about_and_until_when(tokens: Tokens, issuer: Issuer) -> None:
    ends = datetime.now(UTC).replace(microsecond=0) + 5 * MINUTE

    subject = await tokens.subject(issuer.token("tess", exp=ends, aud=["another", AUDIENCE]))

    assert subject == ("tess", ends)


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256", "ES384", "ES512", "EdDSA"])
async def test_each_accepted_way_of_signing_is_understood(tokens: Tokens, issuer: Issuer, algorithm: str) -> None:
    issuer.rotate("key-2", algorithm)

    assert (await tokens.subject(issuer.token("tess"))).person == "tess"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"exp": datetime(2020, 1, 1, tzinfo=UTC)}, "The token has expired: sign in again."),
        ({"exp": None}, "The token lacks the claim exp: sign in again."),
        ({"exp": "soon"}, "The token's times cannot be read: sign in again."),
        ({"exp": float("nan")}, "The token's times cannot be read: sign in again."),
        ({"exp": 10**300}, "The token's times cannot be read: sign in again."),
        ({"exp": True}, "The token's times cannot be read: sign in again."),
        ({"nbf": datetime(2100, 1, 1, tzinfo=UTC)}, "The token is not valid yet: sign in again."),
        ({"nbf": {}}, "The token's times cannot be read: sign in again."),
        ({"aud": "another"}, "The token is not for auditloop: sign in again."),
        ({"aud": ["another", "auditloop2"]}, "The token is not for auditloop: sign in again."),
        ({"aud": {"auditloop": 1}}, "The token is not for auditloop: sign in again."),
        ({"aud": None}, "The token lacks the claim aud: sign in again."),
        ({"iss": "https://another.invalid"}, "The token is from another issuer: sign in again."),
        ({"iss": None}, "The token lacks the claim iss: sign in again."),
        ({"sub": None}, "The token's claim sub is not the id of a person: sign in again."),
        ({"sub": ""}, "The token's claim sub is not the id of a person: sign in again."),
        ({"sub": 7}, "The token's claim sub is not the id of a person: sign in again."),
        ({"sub": "tess'; --"}, "The token's claim sub is not the id of a person: sign in again."),
        ({"sub": "tess\n"}, "The token's claim sub is not the id of a person: sign in again."),
        ({"sub": "x" * 129}, "The token's claim sub is not the id of a person: sign in again."),
    ],
)
async def test_a_token_with_a_wrong_claim_is_refused_with_the_reason(
    tokens: Tokens, issuer: Issuer, changes: dict[str, Any], sentence: str
) -> None:
    assert await refusal(tokens, issuer.token("tess", **changes)) == sentence


async def test_the_claim_that_names_the_person_can_be_another(issuer: Issuer) -> None:
    tokens = Tokens(issuer.url, AUDIENCE, clock=now, person_claim="employee")

    assert (await tokens.subject(issuer.token("x", employee="tess"))).person == "tess"
    assert "claim employee is not" in await refusal(tokens, issuer.token("tess"))


@pytest.mark.parametrize(
    ("claim", "seconds", "is_good"),
    [("exp", -59, True), ("exp", -60, False), ("nbf", 60, True), ("nbf", 61, False)],
)
async def test_clocks_may_be_apart_by_as_much_as_was_said(
    issuer: Issuer, claim: str, seconds: int, *, is_good: bool
) -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    tokens = Tokens(issuer.url, AUDIENCE, clock=lambda: at)
    token = issuer.token("tess", **{"exp": at + 5 * MINUTE, claim: at + seconds * SECOND})

    assert is_good == (await is_taken(tokens, token))


async def is_taken(tokens: Tokens, token: str) -> bool:
    try:
        await tokens.subject(token)
    except NotSignedIn:
        return False
    return True


async def test_a_token_signed_by_somebody_else_is_refused(tokens: Tokens, issuer: Issuer) -> None:
    forger = Issuer(issuer.url)

    assert await refusal(tokens, forger.token("tess")) == "The token's signature is wrong: sign in again."


async def test_a_token_that_was_altered_is_refused(tokens: Tokens, issuer: Issuer) -> None:
    header, _, signature = issuer.token("pat").split(".")
    _, payload, _ = issuer.token("dee").split(".")

    assert "signature is wrong" in await refusal(tokens, f"{header}.{payload}.{signature}")


@pytest.mark.parametrize("algorithm", ["none", "None", "HS256", "RS1", "ES256K", "", ["ES256"], None, 7])
async def test_a_way_of_signing_that_is_not_pinned_is_refused(tokens: Tokens, issuer: Issuer, algorithm: Any) -> None:
    payload = jwt.decode(issuer.token("tess"), options={"verify_signature": False})
    token = unsigned({"alg": algorithm, "kid": "key-1"}, json.dumps(payload).encode())

    assert "not accepted" in await refusal(tokens, token)


async def test_a_public_key_does_not_sign(tokens: Tokens, issuer: Issuer) -> None:
    issuer.rotate("key-2", "RS256")
    public = issuer.keys["key-2"][0].public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    said = unsigned({"alg": "HS256", "kid": "key-2"}, json.dumps({"sub": "tess"}).encode()).rstrip(".")
    seal = hmac.digest(public, said.encode(), "sha256")

    token = f"{said}.{base64.urlsafe_b64encode(seal).decode().rstrip('=')}"

    assert "not accepted" in await refusal(tokens, token)


async def test_a_key_signs_in_its_own_way_only(tokens: Tokens, issuer: Issuer) -> None:
    token = issuer.token("tess")
    issuer.keys["key-1"] = (a_key("RS256"), "RS256")

    assert "does not list" in await refusal(tokens, token)


@pytest.mark.parametrize("key_id", [None, "", "key-9"])
async def test_a_key_that_is_not_listed_or_not_named_is_refused(tokens: Tokens, issuer: Issuer, key_id: Any) -> None:
    key, _ = issuer.keys["key-1"]
    claims = jwt.decode(issuer.token("tess"), options={"verify_signature": False})

    token = jwt.encode(claims, key, "ES256", headers={} if key_id is None else {"kid": key_id})

    assert "key" in await refusal(tokens, token)


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "..",
        "a.b.c",
        "ü.ü.ü",
        "\ud800",
        "x" * LONGEST,
        "x" * (LONGEST + 1),
        unsigned({"alg": "ES256", "kid": "key-1"}, b"[]", "AA"),
        unsigned({"alg": "ES256", "kid": "key-1", "b64": False, "crit": ["b64"]}, b"", "AA"),
        unsigned({"alg": "ES256", "kid": "key-1", "crit": ["unknown"]}, b"{}", "AA"),
        unsigned({"alg": "ES256", "kid": 7}, b"{}", "AA"),
        base64.urlsafe_b64encode(b"[" * 4000).decode() + ".e30.AA",
        base64.urlsafe_b64encode(b"1" * 5000).decode() + ".e30.AA",
    ],
)
async def test_what_is_no_token_at_all_is_refused(tokens: Tokens, token: str) -> None:
    assert "sign in again" in await refusal(tokens, token)


async def test_a_payload_that_cannot_be_read_is_refused_even_if_it_is_signed(tokens: Tokens, issuer: Issuer) -> None:
    key, _ = issuer.keys["key-1"]

    for payload in (b"[" * 4000, b"7", b"\xff"):
        token = jwt.PyJWS().encode(payload, key, "ES256", headers={"kid": "key-1"})
        assert "cannot be read" in await refusal(tokens, token)
