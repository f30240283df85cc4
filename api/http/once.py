"""Asked twice, done once: the Idempotency-Key of a request is the id of its command, and its answer is kept."""

from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel

from api.access import Capability
from api.errors import Refused
from api.http import problems
from api.http.errors import OtherBody
from api.http.problems import REFUSED
from api.http.visit import May, Visit
from domain.errors import Refusal
from domain.values import Key
from storage import requests
from storage.requests import Answered, Asked

KEY = r"^[A-Za-z0-9._:-]{1,64}$"
IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=KEY,
        description="Chosen by the caller; the same key and body get the same answer, and happen once.",
        examples=["8c1f0f2e-claim-1"],
    ),
]
REPEATED = "Idempotent-Replayed"
"""The header of an answer that was given before."""
LONGEST = 128  # characters of a command's id
Do = Callable[[Key], Awaitable[BaseModel]]


class Once:
    """One request of a visit that changes something, under its key."""

    def __init__(self, visit: Visit, request: Request, key: str, *, status: int = 200) -> None:
        """`status` is what it is answered with when it went well."""
        self.visit, self._request, self._key, self._status = visit, request, key, status

    @property
    def command_id(self) -> Key:
        """The id under which the engine does it once."""
        plain = f"{self.visit.by}/{self._key}"
        return plain if len(plain) <= LONGEST else f"http/{sha256(plain.encode()).hexdigest()}"

    async def answer(self, scope: str, form: BaseModel, do: Do) -> Response:
        """The answer that was kept for it, or what `do` comes to; `scope` is the audit or the collection it is about.

        Raises OtherBody, and what `Visit.enter` does when the path names an audit: whoever may not do it any more is
        not shown what was answered when they might. A rule's refusal is kept, too.
        """
        asked = Asked(self.visit.by, scope, self._key, self._digest(form))
        database, clock = self.visit.doors.database, self.visit.doors.clock
        try:
            async with database.transaction() as connection:
                if audit_id := self._request.path_params.get("audit_id"):
                    await self.visit.enter(connection, audit_id)
                kept = await requests.begin(connection, asked, clock())
        except requests.OtherRequest:
            raise OtherBody from None
        if kept:
            return _response(kept, {REPEATED: "true"})
        return _response(await self._settled(asked, do), {})

    async def _settled(self, asked: Asked, do: Do) -> Answered:
        try:
            answered = Answered(self._status, (await do(self.command_id)).model_dump_json())
        except (Refused, Refusal) as refused:
            problem = problems.of(refused)
            if problem.status != REFUSED.status:
                raise
            answered = Answered(problem.status, problem.model_dump_json(exclude_none=True))
        async with self.visit.doors.database.transaction() as connection:
            await requests.settle(connection, asked, answered)
        return answered

    def _digest(self, form: BaseModel) -> str:
        said = f"{self.visit.route} {self._request.url.path} {form.model_dump_json()}"
        return sha256(said.encode()).hexdigest()


def asking(capability: Capability) -> Callable[..., Awaitable[Once]]:
    """A request that changes something, of somebody who may do this to some record."""

    async def ask(visit: Annotated[Visit, Depends(May(capability))], request: Request, key: IdempotencyKey) -> Once:
        return Once(visit, request, key)

    return ask


def _response(answered: Answered, headers: dict[str, str]) -> Response:
    media_type = problems.MEDIA_TYPE if answered.status == REFUSED.status else "application/json"
    return Response(answered.answer, status_code=answered.status, media_type=media_type, headers=headers)
