"""Handing a message to another system over HTTP: within a limit of time, no redirect followed, no answer read."""

import asyncio
import ssl
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from http import HTTPStatus

import httpx

from activities.channels.reach import found
from activities.channels.refusals import Answered, Gone, NotConnected, NotTaken, NotTrusted, Redirected, Silent
from domain.reach import Reach

AGENT = "Auditloop/1"
PORTS = {"http": 80, "https": 443}


class Poster:
    """Posts; `limit` is the longest that one message may take, finding the host included."""

    def __init__(self, reach: Reach, *, limit: timedelta = timedelta(seconds=10)) -> None:
        self.limit, self._reach = limit, reach
        self._trust: ssl.SSLContext | None = None

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> int:
        """The status of its yes, one of 2xx. Raises NotTaken."""
        seconds = self.limit.total_seconds()
        try:
            async with asyncio.timeout(seconds):
                status = await self._status(httpx.URL(url), headers, body)
        except (TimeoutError, httpx.TimeoutException):
            raise Silent(seconds) from None
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError) as fault:
            raise _in_words(fault) from None
        return _taken(status)

    async def _status(self, url: httpx.URL, headers: Mapping[str, str], body: bytes) -> int:
        # What was looked at is what is connected to: a name that is looked up twice may lead elsewhere the second time.
        *others, last = await found(url.host, url.port or PORTS[url.scheme], self._reach)
        sent = {**headers, "host": url.netloc.decode(), "user-agent": AGENT}
        for address in others:
            with suppress(httpx.ConnectError):
                return await self._answer(url, address, sent, body)
        return await self._answer(url, last, sent, body)

    async def _answer(self, url: httpx.URL, address: str, headers: Mapping[str, str], body: bytes) -> int:
        # Proxies and passwords of the surroundings are left alone: a proxy would ask whom it likes.
        place, asked = url.copy_with(host=address), {"sni_hostname": url.host}
        async with (
            httpx.AsyncClient(verify=self._trusted(), trust_env=False, timeout=None) as client,  # noqa: S113 - ours above
            client.stream("POST", place, headers=headers, content=body, extensions=asked) as answer,
        ):
            return answer.status_code

    def _trusted(self) -> ssl.SSLContext:
        self._trust = self._trust or ssl.create_default_context()
        return self._trust


def _taken(status: int) -> int:
    if status == HTTPStatus.GONE:
        raise Gone(status)
    if httpx.codes.is_redirect(status):
        raise Redirected(status)
    if not httpx.codes.is_success(status):
        raise Answered(status)
    return status


def _in_words(fault: Exception) -> NotTaken:
    if any(isinstance(one, ssl.SSLCertVerificationError) for one in _causes(fault)):
        return NotTrusted()
    return NotConnected(type(fault).__name__)


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    while fault:
        yield fault
        fault = fault.__cause__ or fault.__context__
