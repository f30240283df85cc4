"""Keys come and go with the issuer's rotation, and an issuer that is away shuts nobody out whom we know."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from api.http.errors import NotSignedIn, SignInAway
from api.http.issuer_keys import FRESH, LOOK, PAUSE
from api.http.tokens import Tokens
from tests.api.issuer import AUDIENCE, Issuer, a_key, listing


class Clock:
    """Stands still until it is wound."""

    def __init__(self) -> None:
        self.at = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.at

    def wind(self, by: timedelta) -> None:
        self.at += by


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def tokens(issuer: Issuer, clock: Clock) -> AsyncIterator[Tokens]:
    tokens = Tokens(issuer.url, AUDIENCE, clock=clock)
    yield tokens
    await tokens.close()


async def outcome(tokens: Tokens, token: str) -> str:
    try:
        return (await tokens.subject(token)).person
    except (NotSignedIn, SignInAway) as error:
        return type(error).__name__


async def becomes(tokens: Tokens, token: str, wanted: str) -> bool:
    """Whether the outcome is soon this; keys that are known are looked at anew behind the callers' backs."""
    try:
        async with asyncio.timeout(10):
            while await outcome(tokens, token) != wanted:  # noqa: ASYNC110 - it is seen, not told of
                await asyncio.sleep(0.01)
    except TimeoutError:
        return False
    return True


async def test_many_tokens_at_once_ask_for_the_keys_once(tokens: Tokens, issuer: Issuer) -> None:
    token = issuer.token("tess")

    people = await asyncio.gather(*(outcome(tokens, token) for _ in range(50)))

    assert set(people) == {"tess"}
    assert issuer.asked == 1


async def test_a_new_key_is_found_and_the_old_one_is_good_until_it_is_gone(
    tokens: Tokens, issuer: Issuer, clock: Clock
) -> None:
    old = issuer.token("tess")
    await tokens.subject(old)
    clock.wind(PAUSE)
    issuer.rotate("key-2")

    assert await outcome(tokens, issuer.token("pat")) == "pat"
    assert await outcome(tokens, old) == "tess"

    del issuer.keys["key-1"]
    clock.wind(FRESH)

    assert await becomes(tokens, old, "NotSignedIn")
    assert await outcome(tokens, issuer.token("pat")) == "pat"


async def test_a_key_that_gives_its_name_to_another_is_gone(tokens: Tokens, issuer: Issuer, clock: Clock) -> None:
    old = issuer.token("tess")
    await tokens.subject(old)

    issuer.rotate("key-1")
    clock.wind(FRESH)

    assert await becomes(tokens, old, "NotSignedIn")


async def test_tokens_with_unknown_keys_do_not_hammer_the_issuer(tokens: Tokens, issuer: Issuer, clock: Clock) -> None:
    bad = [Issuer(issuer.url).signed({}, kid=f"key-{number}") for number in range(2, 22)]

    first = await asyncio.gather(*(outcome(tokens, token) for token in bad))
    asked_first = issuer.asked
    clock.wind(PAUSE)
    second = await asyncio.gather(*(outcome(tokens, token) for token in bad))

    assert set(first) | set(second) == {"NotSignedIn"}
    assert (asked_first, issuer.asked) == (1, 2)


async def test_while_the_issuer_is_away_known_keys_go_on_and_unknown_ones_cannot_be_told(
    tokens: Tokens, issuer: Issuer, clock: Clock
) -> None:
    known = issuer.token("tess")
    await tokens.subject(known)
    issuer.rotate("key-2")
    issuer.is_away = True
    clock.wind(PAUSE)

    assert await outcome(tokens, issuer.token("pat")) == "SignInAway"
    assert await outcome(tokens, known) == "tess"

    clock.wind(PAUSE)
    issuer.is_away = False

    assert await outcome(tokens, issuer.token("pat")) == "pat"


async def test_whoever_only_looks_asks_once_a_minute_and_sees_it_go_and_come_back(
    tokens: Tokens, issuer: Issuer, clock: Clock
) -> None:
    for _ in range(3):
        await tokens.check()
    asked = issuer.asked
    issuer.is_away = True
    clock.wind(LOOK)
    with pytest.raises(SignInAway):
        await tokens.check()
    issuer.is_away = False
    clock.wind(PAUSE)

    await tokens.check()

    assert (asked, await outcome(tokens, issuer.token("tess"))) == (1, "tess")


async def test_an_issuer_that_was_never_there_is_away(clock: Clock) -> None:
    tokens = Tokens("http://127.0.0.1:9", AUDIENCE, clock=clock)

    with pytest.raises(SignInAway, match="it does not answer"):
        await tokens.subject(Issuer("http://127.0.0.1:9").token("tess"))


async def test_a_slow_issuer_keeps_nobody_waiting_whose_key_is_known(
    tokens: Tokens, issuer: Issuer, clock: Clock
) -> None:
    known = issuer.token("tess")
    await tokens.subject(known)
    issuer.rotate("key-2")
    issuer.answering.clear()
    clock.wind(FRESH)

    waiting = asyncio.create_task(outcome(tokens, issuer.token("pat")))
    async with asyncio.timeout(2):
        assert await outcome(tokens, known) == "tess"
    assert not waiting.done()
    issuer.answering.set()

    assert await waiting == "pat"


async def test_an_issuer_that_never_answers_is_away_before_long(tokens: Tokens, issuer: Issuer) -> None:
    issuer.answering.clear()

    async with asyncio.timeout(10):
        assert await outcome(tokens, issuer.token("tess")) == "SignInAway"


async def test_somebody_who_gives_up_waiting_does_not_end_it_for_the_others(tokens: Tokens, issuer: Issuer) -> None:
    issuer.answering.clear()
    impatient = asyncio.create_task(outcome(tokens, issuer.token("tess")))
    patient = asyncio.create_task(outcome(tokens, issuer.token("pat")))
    async with asyncio.timeout(10):
        while not issuer.asked:  # noqa: ASYNC110 - it is seen, not told of
            await asyncio.sleep(0.01)

    impatient.cancel()
    issuer.answering.set()

    assert await patient == "pat"


@pytest.mark.parametrize(
    "listed", ["", "{", "[" * 5000, [], {}, {"keys": "none"}, {"keys": []}, {"keys": [7, {"kty": "oct", "kid": "k"}]}]
)
async def test_keys_that_cannot_be_read_change_nothing(
    tokens: Tokens, issuer: Issuer, clock: Clock, listed: Any
) -> None:
    known = issuer.token("tess")
    await tokens.subject(known)
    issuer.rotate("key-2")
    issuer.listed = listed
    clock.wind(PAUSE)

    assert await outcome(tokens, issuer.token("pat")) == "SignInAway"
    assert await outcome(tokens, known) == "tess"


async def test_keys_that_are_not_for_us_are_passed_over(tokens: Tokens, issuer: Issuer) -> None:
    good, other = listing("key-1", issuer.keys["key-1"][0]), a_key()
    weak = rsa.generate_private_key(65537, 1024)  # noqa: S505 - the point of it
    issuer.listed = {
        "keys": [
            {**listing("key-2", other), "use": "enc"},
            {**listing("key-2", other), "kty": ["EC"]},
            {**listing("key-2", other), "x": "!"},
            {**listing("key-2", other), "crv": "P-0"},
            {**listing("key-2", other), "alg": "HS256"},
            {**listing("key-2", other), "d": "AA"},
            {"kty": "oct", "k": "AAAA", "kid": "key-2"},
            listing("key-2", weak),
            good,
        ]
    }

    assert await outcome(tokens, issuer.token("tess")) == "tess"
    for key, algorithm in ((other, "ES256"), (a_key("RS256"), "RS256")):
        issuer.keys["key-2"], issuer.signing = (key, algorithm), "key-2"
        with pytest.raises(NotSignedIn, match="a key that the issuer does not list"):
            await tokens.subject(issuer.token("tess"))


async def test_somebody_in_the_issuers_place_is_not_believed(tokens: Tokens, issuer: Issuer) -> None:
    issuer.named = "https://another.invalid"

    with pytest.raises(SignInAway, match="another name"):
        await tokens.subject(issuer.token("tess"))
