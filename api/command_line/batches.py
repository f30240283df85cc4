"""Audits of a file on their way to the API: in batches that it takes, all rehearsed before the first one is sent."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel

from api.command_line.calling import Line, Sent
from api.command_line.shown import Progress
from api.errors import BadInput
from api.start_files import Handed

PATIENCE = 90.0
"""Seconds: the answer comes once all are recorded."""
PATH = "/audit-batches"
AUDITS, BYTES = 100, 990_000
"""Most of one batch; the API takes little more at once."""
Batch = list[Handed]


class _Skipped(BaseModel):
    pointer: str
    detail: str


class _Many(BaseModel):
    started: list[str]
    already: list[str]
    skipped: list[_Skipped]


class Begun(NamedTuple):
    """What became of audits; those skipped by their places in the file."""

    started: list[str]
    already: list[str]
    skipped: list[BadInput]


class Batches:
    """One way of starting, through one line to the API."""

    def __init__(self, line: Line, ids: Callable[[], str], progress: Progress) -> None:
        self._line, self._ids, self._progress = line, ids, progress

    async def rehearse(self, handed: Sequence[Handed]) -> list[BadInput]:
        """What is wrong with any of them; nothing is started."""
        return (await self._sent("Checking", handed, is_rehearsal=True)).skipped

    async def start(self, handed: Sequence[Handed]) -> Begun:
        """Starts those that can be; starting one twice starts one."""
        return await self._sent("Starting", handed, is_rehearsal=False)

    async def _sent(self, what: str, handed: Sequence[Handed], *, is_rehearsal: bool) -> Begun:
        begun, done = Begun([], [], []), 0
        for batch in _batches(handed):
            self._progress(what, done, len(handed))
            said = {"audits": [_said(one) for one in batch], "skip_bad": True, "rehearsal": is_rehearsal}
            answer = await self._line.post(PATH, Sent(said, self._ids(), patience=PATIENCE), _Many)
            begun.started.extend(answer.started)
            begun.already.extend(answer.already)
            begun.skipped.extend(_slip(batch, one) for one in answer.skipped)
            done += len(batch)
        return begun


def _batches(handed: Sequence[Handed]) -> Iterator[Batch]:
    batch: Batch = []
    length = 0
    for one in handed:
        longer = len(json.dumps(_said(one), ensure_ascii=False).encode()) + len(", ")
        if batch and (len(batch) == AUDITS or length + longer > BYTES):
            yield batch
            batch, length = [], 0
        batch.append(one)
        length += longer
    if batch:
        yield batch


def _said(one: Handed) -> dict[str, Any]:
    # Through the API whoever is signed in starts it.
    return one.form.model_dump(mode="json", exclude_none=True, exclude={"by"})


def _slip(batch: Batch, skipped: _Skipped) -> BadInput:
    return BadInput(batch[int(skipped.pointer.rpartition("/")[2])].place, skipped.detail)
