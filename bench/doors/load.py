"""The process that asks: every request leaves at its own time, answered or not those before it.

How long one took is counted from that time, so that waiting in a queue is never hidden.
`python -m bench.doors.load FOLDER`
"""

import asyncio
import gc
import sys
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import uvloop
from pydantic import TypeAdapter

from bench.doors.asking import Request
from bench.doors.lines import Lines

PLAN, RESULT = "plan.json", "result.json"
LEAD = 0.5  # seconds between the start of this process's clock and the first request
LIMIT = 30.0  # seconds for one answer


class Timed(NamedTuple):
    """A request, and the second at which it must leave."""

    at: float
    key: str
    request: Request


class Plan(NamedTuple):
    """All that is asked, where, and each person's token."""

    url: str
    tokens: dict[str, str]
    requests: list[Timed]


class Answered(NamedTuple):
    """How long a request took, in seconds, and what it came to; status 0: nothing came back."""

    what: str
    is_command: bool
    seconds: float
    status: int


PLANS, ANSWERS = TypeAdapter(Plan), TypeAdapter(list[Answered])


class _Asking:
    def __init__(self, plan: Plan) -> None:
        at = urlsplit(plan.url)
        self._lines, self._tokens = Lines(at.hostname or "", at.port or 80), plan.tokens
        self._loop = asyncio.get_running_loop()
        self._began = self._loop.time() + LEAD

    async def ask(self, timed: Timed) -> Answered:
        leaves_at = self._began + timed.at
        await asyncio.sleep(max(0.0, leaves_at - self._loop.time()))
        status = await self._status(timed)
        request = timed.request
        return Answered(request.what, request.body is not None, self._loop.time() - leaves_at, status)

    async def _status(self, timed: Timed) -> int:
        request = timed.request
        headers = {"Authorization": f"Bearer {self._tokens[request.person]}"}
        if request.body is not None:
            headers |= {"Idempotency-Key": timed.key, "Content-Type": "application/json"}
        try:
            async with asyncio.timeout(LIMIT):
                return await self._lines.ask(request.path, headers, request.body)
        except (OSError, EOFError, TimeoutError):
            return 0


async def ask_all(plan: Plan) -> list[Answered]:
    """Every answer, in the order the requests left."""
    asking = _Asking(plan)
    return await asyncio.gather(*map(asking.ask, plan.requests))


def main() -> None:
    """Reads the plan in the folder and leaves the result there."""
    folder = Path(sys.argv[1])
    plan = PLANS.validate_json((folder / PLAN).read_bytes())
    gc.freeze()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        answers = runner.run(ask_all(plan))
    (folder / RESULT).write_bytes(ANSWERS.dump_json(answers))


if __name__ == "__main__":
    main()
