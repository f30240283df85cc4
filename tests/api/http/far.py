"""A terminal from which the doors are asked, and the engine beside it for comparison."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.api.house import House
from tests.api.terminal import Said, Terminal


class Far:
    """Types commands as somebody who is signed in at `url`."""

    def __init__(self, terminal: Terminal, url: str, sign_in: Callable[[str], None], house: House) -> None:
        self._terminal, self.url, self.sign_in, self.house = terminal, url, sign_in, house

    async def beside(self, *words: str | Path) -> Said:
        # A command has an event loop of its own, as at a real terminal.
        return await asyncio.to_thread(self._terminal.type, *words)

    async def type(self, *words: str | Path) -> Said:
        return await self.beside(*words, "--url", self.url)

    async def answer(self, *words: str | Path) -> Any:
        return _read(await self.type(*words, "--json"))

    async def answer_beside(self, *words: str | Path) -> Any:
        return _read(await self.beside(*words, "--json"))


def _read(said: Said) -> Any:
    assert (said.status, said.err) == (0, "")
    return json.loads(said.out)
