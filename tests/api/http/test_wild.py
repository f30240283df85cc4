"""Whatever is sent, no door breaks: no answer of 500, and none outside the description."""

import asyncio
import os
import sys
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.http.app import build_app
from api.http.doors import HttpDoors, Terms
from domain.directory import Person
from tests.api.conftest import now
from tests.api.house import House
from tests.api.http.test_first_steps import an_audit
from tests.api.http.visitors import Visitors

pytestmark = pytest.mark.timeout(600)
CHECKOUT = Path(__file__).parents[3]
MAY_BE_REFUSED = "positive_data_acceptance"
"""A rule may refuse what no schema can say."""
EXAMPLES = 2
WILMA = Person(
    person="wilma",
    name="Wilma",
    mail="wilma@example.invalid",
    roles=("director", "auditor", "operator", "performance", "service", "practitioner"),
    team="quality",
    manager="hal",
)
"""Somebody whom every door lets in."""


@pytest.fixture
def app(doors: HttpDoors) -> FastAPI:
    """Doors that let a thousand requests a second in."""
    return build_app(replace(doors, terms=Terms(rate=1000)))


async def test_wild_requests_are_answered_as_described(
    house: House, served: httpx.AsyncClient, visitors: Visitors, tmp_path: Path, audit_id: str
) -> None:
    await house.record.add_people([WILMA], now())
    await an_audit(visitors, audit_id)
    command = [
        str(Path(sys.executable).with_name("st")), "run", f"{served.base_url}/v1/openapi.json",
        "--header", "Authorization: Bearer person:wilma", "--exclude-checks", MAY_BE_REFUSED,
        "--max-examples", str(EXAMPLES), "--seed", "7", "--phases", "examples,coverage,fuzzing",
        "--exclude-path", "/v1/changes", "--no-color",
    ]  # fmt: skip
    hooks = {"SCHEMATHESIS_HOOKS": "tests.api.http.wild_hooks", "PYTHONPATH": str(CHECKOUT), "WILD_AUDIT": audit_id}
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=tmp_path,
        env={**os.environ, **hooks},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()

    assert process.returncode == 0, said.decode()[-8000:]
    assert " passed" in said.decode(), said.decode()[-2000:]
