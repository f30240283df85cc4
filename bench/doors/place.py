"""The place of the bench: all servers, the council's past in the tables, open audits, a worker, and the open doors."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, NamedTuple

import httpx
import psutil

from bench.doors.acting import Open
from bench.doors.asking import Request, lists_of_audits
from bench.doors.council import AUDITORS, DIRECTOR, TEAMS, Team, auditor, people
from bench.doors.forms import form
from bench.doors.gate import Gate, gate
from bench.doors.seeding import Seeded, seed
from bench.doors.sign_in import signing_in
from bench.ground import Ground, ground, working

FINDINGS = 4
AT_ONCE = 40
LIMIT = 300  # seconds for so many audits to be started
PAGES = 3


class Place(NamedTuple):
    """All of it; `pages` are requests for later pages of lists."""

    on: Ground
    gate: Gate
    worker: psutil.Process
    tokens: dict[str, str]
    past: list[Seeded]
    open: list[Open]
    pages: list[Request]


@asynccontextmanager
async def place(*, actions: int, audits: int) -> AsyncIterator[Place]:
    """So many actions of the past, and so many audits whose workflows run."""
    async with ground(people()) as on, signing_in() as sign_in:
        past = await seed(on.database, actions, datetime.now(UTC))
        async with working(on, "ours") as worker, gate(on.folder, sign_in) as doors:
            tokens = {one.person: sign_in.token(one.person) for one in people()}
            async with httpx.AsyncClient(base_url=doors.url, timeout=LIMIT) as client:
                knocking = _Knocking(client, tokens)
                opened = await knocking.start(audits)
                pages = await knocking.later_pages()
            yield Place(on, doors, worker, tokens, past, opened, pages)


class _Knocking:
    """Asks one thing after another."""

    def __init__(self, client: httpx.AsyncClient, tokens: dict[str, str]) -> None:
        self._client, self._tokens = client, tokens

    async def start(self, audits: int) -> list[Open]:
        """Through the doors, some at a time."""
        opened: list[Open] = []
        for first in range(0, audits, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, audits))
            forms = [form(f"open-{number:05}", Team(number % TEAMS), number, FINDINGS) for number in numbers]
            said = {"audits": [json.loads(one.model_dump_json()) for one in forms]}
            headers = self._as(auditor(0)) | {"Idempotency-Key": f"start-{first}"}
            (await self._client.post("/v1/audit-batches", headers=headers, json=said)).raise_for_status()
            opened += [await self._open(one.audit_id, one.auditor) for one in forms]
        return opened

    async def later_pages(self) -> list[Request]:
        """What asks for the second page, and further ones, of the lists that go on."""
        found: list[Request] = []
        for number in range(AUDITORS):
            for request in lists_of_audits(Team(number), number):
                found += [one async for one in self._pages_after(request)]
        return found

    async def _pages_after(self, first: Request) -> AsyncIterator[Request]:
        request = first
        for _ in range(PAGES):
            following = (await self._get(request.path, request.person))["next"]
            if following is None:
                return
            request = first._replace(what="a later page of audits", path=f"{first.path}&cursor={following}")
            yield request

    async def _open(self, audit_id: str, by: str) -> Open:
        actions = (await self._get(f"/v1/actions?audit_id={audit_id}", DIRECTOR))["items"]
        return Open(audit_id, by, {one["action_id"]: one["owner"] for one in actions})

    async def _get(self, path: str, person: str) -> Any:
        answer = await self._client.get(path, headers=self._as(person))
        answer.raise_for_status()
        return answer.json()

    def _as(self, person: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._tokens[person]}"}
