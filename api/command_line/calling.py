"""A line to the API: each question is asked again under the same key until somebody answers."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Generic, NamedTuple, NoReturn, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from api.command_line.heard import (
    NOT_KNOWN,
    NOT_SIGNED_IN,
    Lost,
    NobodyAnswers,
    NotTheApi,
    Unanswered,
    error_of,
    problem_of,
)
from api.command_line.shown import Progress
from api.errors import DoorError, Refused
from api.http.shapes import Paged

Shape = TypeVar("Shape", bound=BaseModel)
Item = TypeVar("Item")
REPEATED = "Idempotent-Replayed"
"""The header of an answer that the API gave before."""
PAGE = 200
"""Items of one answer."""
TRIES = (0.0, 0.5, 1.0, 2.0, 4.0)
"""Seconds before each try, unless the API says how long to wait."""
PATIENCE = 30.0
"""Seconds until a try is given up."""
LONGEST_WAIT = 30.0
"""Seconds that we wait because the API says so; who must wait longer is told."""
TOO_MANY = 429
NOT_ITS_OWN = frozenset({NOT_SIGNED_IN, TOO_MANY})
"""Answers that say nothing of the request itself: the next one would hear the same."""
PASSING = frozenset({TOO_MANY, 502, 503, 504})
"""Answers that may be better a little later."""


class Sent(NamedTuple):
    """Something to be done once: what it says, its key, and what to raise if it may have been done unheard."""

    said: Mapping[str, Any]
    key: str
    lost: DoorError | None = None
    patience: float = PATIENCE


class Again(NamedTuple, Generic[Shape]):
    """An answer or a refusal, and whether it was given before."""

    answer: Shape | None
    refusal: Refused | None
    was_said: bool


class Line:
    """The API at one address, with somebody's token."""

    def __init__(self, url: str, client: httpx.AsyncClient, progress: Progress, tries: Sequence[float] = TRIES) -> None:
        self._url, self._client, self._progress, self._tries = url, client, progress, tries

    async def get(self, path: str, shape: type[Shape], **wish: Any) -> Shape:
        """An answer; raises DoorErrors."""
        asked = {name: _written(value) for name, value in wish.items() if value is not None}
        request = self._client.build_request("GET", f"/v1{path}", params=asked)
        return self._read(await self._answer(request, None), shape)

    async def post(self, path: str, sent: Sent, shape: type[Shape]) -> Shape:
        """What came of something that is done once however often it is sent; raises DoorErrors."""
        return self._read(await self._sent(path, sent), shape)

    async def post_again(self, path: str, sent: Sent, shape: type[Shape]) -> Again[Shape]:
        """The same, or why this request alone was refused, and whether that was said before; raises DoorErrors."""
        answer = await self._sent(path, sent)
        was_said = answer.headers.get(REPEATED) == "true"
        try:
            return Again(self._read(answer, shape), None, was_said)
        except DoorError as error:
            if answer.status_code in NOT_ITS_OWN or not httpx.codes.is_client_error(answer.status_code):
                raise
            refusal = error if isinstance(error, Refused) else Refused(f"Http{answer.status_code}", str(error))
            return Again(None, refusal, was_said)

    async def _sent(self, path: str, sent: Sent) -> httpx.Response:
        headers = {"Idempotency-Key": sent.key, "Content-Type": "application/json"}
        content = json.dumps(sent.said, default=date.isoformat, ensure_ascii=False).encode()
        request = self._client.build_request(
            "POST", f"/v1{path}", content=content, headers=headers, timeout=sent.patience
        )
        return await self._answer(request, sent.lost or Lost(self._url))

    async def all(self, path: str, shape: type[Paged[Item]], **wish: Any) -> list[Item]:
        """Every item of a list, page by page."""
        page = await self.get(path, shape, limit=PAGE, **wish)
        items = [*page.items]
        while page.next:
            self._progress("Reading", len(items), None)
            page = await self.get(path, shape, limit=PAGE, cursor=page.next, **wish)
            items += page.items
        return items

    async def _answer(self, request: httpx.Request, lost: DoorError | None) -> httpx.Response:
        """The final answer, or the last one there was; raises `lost` if it may have been done unheard."""
        heard: list[httpx.Response | None] = []
        wait = 0.0
        for pause in self._tries:
            await asyncio.sleep(max(pause, wait))
            answer = await self._try(request, is_first=not heard)
            heard.append(answer)
            wait = _wait(answer) if answer else 0.0
            if answer and (answer.status_code not in PASSING or wait > LONGEST_WAIT):
                return answer
        if lost and any(one is None or _is_unknown(one) for one in heard):
            raise lost
        return heard[-1] or self._unanswered()

    async def _try(self, request: httpx.Request, *, is_first: bool) -> httpx.Response | None:
        """What is answered, or None if nothing was heard; raises NobodyAnswers if there was nobody from the first."""
        try:
            return await self._client.send(request)
        except httpx.TransportError as error:
            if is_first and isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
                raise NobodyAnswers(self._url, str(error) or "it takes too long") from None
            return None

    def _unanswered(self) -> NoReturn:
        raise Unanswered(self._url)

    def _read(self, answer: httpx.Response, shape: type[Shape]) -> Shape:
        if answer.status_code != httpx.codes.OK:
            raise error_of(self._url, answer)
        try:
            return shape.model_validate_json(answer.content)
        except ValidationError:
            raise NotTheApi(self._url, answer) from None


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _wait(answer: httpx.Response) -> float:
    given = answer.headers.get("retry-after", "")
    return float(given) if given.isascii() and given.isdigit() else 0.0


def _is_unknown(answer: httpx.Response) -> bool:
    """Whether it may have been done: the API says that it does not know, or somebody between us gave up waiting."""
    heard = problem_of(answer)
    return heard.type == NOT_KNOWN if heard else True
