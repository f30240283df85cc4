"""On one machine somebody signs in at a terminal, and the HTTP doors know who they are."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from runtime.machine import Machine
from runtime.ports import HOST, free_port
from runtime.settings import CHECKOUT, Given
from runtime.stack import Stack

PEOPLE = CHECKOUT / "samples" / "people.jsonl"
NOBODY = f"{HOST}:9"


@pytest.fixture
async def machine(tmp_path: Path, migrated_database_url: str) -> AsyncIterator[Machine]:
    """A database, a sign-in and the HTTP doors; the engine is away."""
    given = Given(
        data=tmp_path / "var",
        database_url=migrated_database_url,
        temporal_address=NOBODY,
        smtp_url=f"smtp://{NOBODY}",
        api_listen=f"{HOST}:{free_port()}",
    )
    async with Machine(given, people=PEOPLE) as machine:
        machine.keep_api([sys.executable, "-m", "api"])
        yield machine


async def typed(machine: Machine, *words: str) -> str:
    """What `starter.py` says, told of nothing but the machine's folder."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "starter.py", *words),
        cwd=CHECKOUT,
        env={**os.environ, "AUDITLOOP_DATA": str(machine.data)},
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0
    return said.decode().strip()


async def answer(url: str, token: str) -> httpx.Response:
    """Once somebody listens there."""
    async with asyncio.timeout(30), httpx.AsyncClient(trust_env=False) as client:
        while True:
            try:
                return await client.get(url, headers={"Authorization": f"Bearer {token}"})
            except httpx.ConnectError:
                await asyncio.sleep(0.1)


async def test_who_signs_in_by_name_is_known_to_the_doors(machine: Machine) -> None:
    stack = Stack.read(machine.data)
    assert stack is not None
    await typed(machine, "people", "load", str(PEOPLE))

    token = await typed(machine, "login", "--as", "Hazel Thunder", "--print")
    known = await answer(f"{stack.api_url}/v1/me", token)
    forged = await answer(f"{stack.api_url}/v1/me", f"{token[:-8]}AAAAAAAA")

    assert (known.status_code, known.json()["person"]) == (200, "p-002")
    assert (forged.status_code, forged.json()["title"]) == (401, "Not signed in")
    assert token[:-8] not in forged.text
