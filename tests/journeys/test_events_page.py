"""What the page on events tells another system to send is taken in, and becomes an audit, on a machine of its own."""

import asyncio
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from runtime.settings import CHECKOUT
from runtime.stack import Stack
from tests.journeys.test_readme import answers_in, machine, run

PAGE = (CHECKOUT / "docs" / "events.md").read_text()
LINES = re.search(r"<!-- curl: begin -->\n```\n(.+)\n```\n<!-- curl: end", PAGE, re.DOTALL)
LIMIT = 60  # seconds until all of it was acted on, beside much else
__all__ = ["machine"]


@pytest.mark.timeout(300)
async def test_the_curl_lines_send_an_audit_each_way_and_it_starts_once(
    machine: dict[str, str], tmp_path: Path
) -> None:
    stack = Stack.read(tmp_path)
    assert LINES
    assert stack
    lines = LINES[1].replace("http://127.0.0.1:8400", str(stack.api_url)).replace(".venv/bin/python", sys.executable)

    said = answers_in(await run(["bash", "-c", lines], {**os.environ, **machine}))
    token = await run([sys.executable, "starter.py", "login", "--as", "p-062", "--print"], machine)

    taken = [one for answer in said for one in answer["events"]]
    assert [(one["id"], one["was_there"]) for one in taken] == [
        ("return-1", False),
        ("return-1", True),
        ("visits-2025-10", False),
    ]
    kept = await until_acted_on(f"{stack.api_url}/v1/events", token.strip())
    assert {one["id"]: one["outcome"] for one in kept} == {
        "return-1": "Audit try-1 was started.",
        "visits-2025-10": "No open audit waits for it: there is nothing to count it in.",
    }
    shown = json.loads(await run([sys.executable, "starter.py", "show", "try-1", "--json"], machine))
    assert shown["audit_id"] == "try-1"


async def until_acted_on(url: str, token: str) -> list[dict[str, Any]]:
    """The events, once none of them waits."""
    async with asyncio.timeout(LIMIT), httpx.AsyncClient(trust_env=False) as client:
        while True:
            answer = await client.get(url, headers={"Authorization": f"Bearer {token}"})
            items: list[dict[str, Any]] = answer.json()["items"]
            if all(one["state"] != "waiting" for one in items):
                return items
            await asyncio.sleep(0.1)
