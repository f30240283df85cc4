"""Programs that ask the doors over HTTP, each as somebody."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, NamedTuple

import httpx

from api.http.errors import NotSignedIn


class Known(NamedTuple):
    """Whom a token is about."""

    person: str
    expires_at: datetime


class Trusting:
    """A sign-in whose tokens say `person:` and a name; the real one has tests of its own."""

    async def subject(self, token: str) -> Known:
        if not token.startswith("person:"):
            raise NotSignedIn("The token cannot be read: sign in again.")
        return Known(token.removeprefix("person:"), datetime.now(UTC) + timedelta(hours=1))

    async def check(self) -> None:
        """It is always there."""


class Visitors:
    """Answers of the doors to anybody."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self._numbers = count(1)

    async def get(self, path: str, by: str, headers: Mapping[str, str] | None = None, **query: Any) -> httpx.Response:
        return await self.client.get(f"/v1{path}", headers={**_as(by), **(headers or {})}, params=query)

    async def post(self, path: str, by: str, said: Any = None, key: str | None = None) -> httpx.Response:
        headers = {**_as(by), "Idempotency-Key": key or f"key-{next(self._numbers)}"}
        return await self.client.post(f"/v1{path}", headers=headers, json={} if said is None else said)

    async def send(self, method: str, path: str, by: str, said: Any) -> httpx.Response:
        """What is neither read nor posted."""
        return await self.client.request(method, f"/v1{path}", headers=_as(by), json=said)


def _as(by: str) -> dict[str, str]:
    return {"Authorization": f"Bearer person:{by}"}
