"""A machine brings a sign-in and the API along, unless it is told of others, and notes where they are."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from runtime.listening import settled_listening
from runtime.machine import Machine
from runtime.ports import HOST, free_port
from runtime.settings import CHECKOUT, Given
from runtime.stack import Stack
from tests.runtime.processes import seen

PEOPLE = CHECKOUT / "samples" / "people.jsonl"
ECHO = ["sh", "-c", 'echo "listens on $API_LISTEN"; exec sleep 1000']


def given(data: Path, **more: str) -> Given:
    """Servers elsewhere, so that only the ways in are brought up."""
    return Given(
        data=data,
        database_url="postgresql://there/audits",
        temporal_address="there:7233",
        smtp_url="smtp://there:25",
        api_listen=f"{HOST}:{free_port()}",
    ).model_copy(update=more)


@contextmanager
def taken() -> Iterator[int]:
    """A port on which somebody listens already."""
    with socket.socket() as rival:
        rival.bind((HOST, 0))
        rival.listen()
        yield rival.getsockname()[1]


async def test_the_sign_in_that_is_brought_along_is_noted_with_whom_it_knows(tmp_path: Path) -> None:
    heard: list[str] = []

    async with Machine(given(tmp_path), heard.append, people=PEOPLE) as machine:
        stack = Stack.read(tmp_path)
        async with httpx.AsyncClient(trust_env=False) as client:
            described = await client.get(f"{machine.stack.oidc_issuer}/.well-known/openid-configuration")

    assert stack is not None
    assert (stack.oidc_issuer, stack.people) == (described.json()["issuer"], PEOPLE)
    assert heard[0] == "Starting the sign-in."


async def test_a_sign_in_elsewhere_is_used_as_it_is(tmp_path: Path) -> None:
    heard: list[str] = []
    elsewhere = given(tmp_path, oidc_issuer="https://council.invalid")

    async with Machine(elsewhere, heard.append, people=PEOPLE) as machine:
        stack = machine.stack

    assert heard == []
    assert (stack.oidc_issuer, stack.people) == ("https://council.invalid", None)


async def test_the_api_takes_another_port_when_its_own_is_taken_and_says_so(tmp_path: Path) -> None:
    heard: list[str] = []

    with taken() as port:
        async with Machine(given(tmp_path, api_listen=f"{HOST}:{port}"), heard.append) as machine:
            machine.keep_api(ECHO)
            stack, log = Stack.read(tmp_path), machine.logs / "api.log"
            listens = await seen(lambda: log.exists() and "listens on" in log.read_text())
            said = log.read_text()

    assert stack is not None
    assert listens
    assert f"listens on {stack.api_url}\n".replace("http://", "") == said
    assert not str(stack.api_url).endswith(f":{port}")
    assert heard[0] == f"Port {port} is taken; the API listens on {str(stack.api_url).rpartition(':')[2]}."


async def test_how_others_reach_the_api_is_noted_as_it_was_given(tmp_path: Path) -> None:
    async with Machine(given(tmp_path, api_url="https://audits.invalid")) as machine:
        machine.keep_api(ECHO)

        assert machine.stack.api_url == "https://audits.invalid"


def test_the_port_of_the_last_start_is_kept_until_another_is_asked_for(tmp_path: Path) -> None:
    with taken() as port:
        first = settled_listening(Given(api_listen=f"{HOST}:{port}"), tmp_path)
    again = settled_listening(Given.model_construct(api_listen=f"{HOST}:{port}", _fields_set=set()), tmp_path)
    asked = settled_listening(Given(api_listen=f"0.0.0.0:{port}"), tmp_path)

    assert first.taken_port == port
    assert (again.port, again.taken_port) == (first.port, None)
    assert (asked.address, asked.url) == (f"0.0.0.0:{port}", f"http://{HOST}:{port}")
