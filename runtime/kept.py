"""A child that is started again whenever it ends, with a longer pause each time it does not last."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from runtime.children import Child

FIRST_PAUSE, LONGEST_PAUSE, LASTING = 1.0, 30.0, 60.0  # seconds


@dataclass
class Kept:
    child: Child
    say: Callable[[str], None]
    first_pause: float = FIRST_PAUSE  # seconds
    _task: asyncio.Task[None] | None = field(default=None, init=False)

    def start(self) -> None:
        self.child.start()
        self._task = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task])
        await self.child.stop()

    async def _keep(self) -> None:
        pause = self.first_pause
        while True:
            began = time.monotonic()
            status = await self.child.ended()
            pause = self.first_pause if time.monotonic() - began > LASTING else pause
            self.say(self._sentence(status, pause))
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
            self.child.start()

    def _sentence(self, status: int, pause: float) -> str:
        order = self.child.order
        return f"The {order.name} ended (status {status}, see {order.log}); starting it again in {pause:g} s."
