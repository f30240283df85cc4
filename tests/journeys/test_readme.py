"""What the README tells a newcomer to type does what it says, on a machine of its own."""

import asyncio
import json
import os
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from runtime.children import Child, Order
from runtime.ports import HOST, free_port
from runtime.settings import CHECKOUT, child_environment
from runtime.stack import Stack

LIMIT = 90  # seconds for a whole machine to come up, beside much else
LINES = re.search(r"<!-- curl: begin -->\n```\n(.+)\n```", (CHECKOUT / "README.md").read_text(), re.DOTALL)


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncIterator[dict[str, str]]:
    """`make run` without its demo, and with the sample people; what its programs find it by."""
    environment = child_environment(tmp_path) | {"API_LISTEN": f"{HOST}:{free_port()}"}
    command = [sys.executable, "-m", "runtime", "--no-demo"]
    log = tmp_path / "run.log"
    running = Child(Order(name="run", command=command, log=log, folder=CHECKOUT, environment=environment))
    running.start()
    try:
        async with asyncio.timeout(LIMIT):
            while "Everything is running" not in (log.read_text() if log.exists() else ""):
                assert running.is_running, log.read_text()
                await asyncio.sleep(0.1)
        await run([sys.executable, "starter.py", "people", "load", "samples/people.jsonl"], environment)
        yield environment
    finally:
        await running.stop()


async def run(command: list[str], environment: dict[str, str]) -> str:
    """What it prints; it must end well."""
    process = await asyncio.create_subprocess_exec(
        *command, cwd=CHECKOUT, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    return said.decode()


async def test_the_curl_lines_start_an_audit_claim_verify_and_read_its_story(
    machine: dict[str, str], tmp_path: Path
) -> None:
    stack = Stack.read(tmp_path)
    assert LINES
    assert stack
    assert stack.api_url
    lines = LINES[1].replace("http://127.0.0.1:8400", stack.api_url).replace(".venv/bin/python", sys.executable)

    said = await run(["bash", "-c", lines], {**os.environ, **machine})

    assert said.count("}{") == 3, said
    started, claimed, verified, story = answers_in(said)
    assert started["audit"]["actions_open"] == 1
    assert claimed["action"]["status"] == "done claimed"
    assert verified["action"]["status"] == "verified"
    assert [one["kind"] for one in story["items"]][-2:] == ["action_verified", "checking_started"]


def answers_in(said: str) -> list[dict[str, Any]]:
    """One JSON object after the other."""
    reader, found, at = json.JSONDecoder(), [], 0
    while at < len(said.rstrip()):
        one, at = reader.raw_decode(said, at)
        found.append(one)
        at += len(said[at:]) - len(said[at:].lstrip())
    return found
