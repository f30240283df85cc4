"""Starting many audits: all are rehearsed first, then a dozen at a time are kept and started."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from api.dozens import Job, dozens
from api.drafts import Draft, Rehearsal, rehearse
from api.engine import Engine
from api.errors import BadInput, NoWorker, of_all
from api.operating import Why
from api.policies import Policies
from api.record import Record
from api.restricting import restrict
from domain.commands import Opening
from domain.values import AuditId, Key
from storage.errors import VersionTaken

LOOK_AGAIN = timedelta(milliseconds=200)
FROM_ITS_START = "Restricted from its start."
UNHEARD_OF = timedelta(seconds=60)
"""How long the log may stay as it is before we say that no worker is there."""


Rehearsed = tuple[Draft, Rehearsal]
Begin = Callable[[Opening], Awaitable[object]]
Progress = Callable[[str, int, int], None]
"""Hears what is being done, and how many of how many are."""


class Outcome(NamedTuple):
    """What became of drafts: started now, in the log before, or skipped with the reason."""

    started: tuple[AuditId, ...]
    already: tuple[AuditId, ...]
    skipped: tuple[BadInput, ...]


class Starting:
    """The one way in which files become running audits."""

    def __init__(
        self,
        engine: Engine,
        record: Record,
        policies: Policies,
        clock: Callable[[], datetime],
        *,
        request_id: Key | None = None,
    ) -> None:
        self._engine, self._record, self._policies, self._clock = engine, record, policies, clock
        self._request_id = request_id

    async def start(
        self,
        drafts: Sequence[Draft],
        bad: Iterable[BadInput] = (),
        *,
        skip_bad: bool,
        progress: Progress,
    ) -> Outcome:
        """Starts every draft that the log does not have; `progress` hears how far it is.

        Raises BadInput or BadInputs before anything is kept or started, unless bad ones are to be skipped; BadInput too
        for a policy that was changed without a new version.
        """
        old, new, skipped = await self._sorted_out(drafts, bad)
        if skipped and not skip_bad:
            raise of_all(skipped)
        await self._keep_frameworks({draft.framework for draft, _ in new})
        resumed: list[Job] = [partial(self._engine.resume, draft.audit_id) for draft in old]
        begin = self._engine.start_and_hear if len(new) == 1 else self._engine.start
        begun: list[Job] = [partial(self._begin, *one, begin) for one in new]
        await dozens([*resumed, *begun], partial(progress, "Starting"))
        await self._until_logged({draft.audit_id: rehearsal.events for draft, rehearsal in new}, progress)
        return _outcome(old, new, skipped)

    async def rehearse(self, drafts: Sequence[Draft], bad: Iterable[BadInput] = ()) -> Outcome:
        """What starting them would come to; nothing is kept or started."""
        return _outcome(*await self._sorted_out(drafts, bad))

    async def _sorted_out(
        self, drafts: Sequence[Draft], bad: Iterable[BadInput]
    ) -> tuple[list[Draft], list[Rehearsed], list[BadInput]]:
        """Those that the log has, those that can be started, and what is wrong with the others."""
        logged = await self._record.logged([draft.audit_id for draft in drafts])
        old = [draft for draft in drafts if draft.audit_id in logged]
        new, refused = self._rehearsed(draft for draft in drafts if draft.audit_id not in logged)
        return old, new, sorted([*bad, *refused], key=lambda one: one.place)

    def _rehearsed(self, drafts: Iterable[Draft]) -> tuple[list[Rehearsed], list[BadInput]]:
        good: list[Rehearsed] = []
        bad: list[BadInput] = []
        now = self._clock()
        for draft in drafts:
            try:
                good.append((draft, rehearse(draft, now)))
            except BadInput as error:
                bad.append(error)
        return good, bad

    async def _keep_frameworks(self, names: set[str]) -> None:
        for name in sorted(names):
            try:
                await self._record.keep_framework(self._policies.framework(name), self._clock())
            except VersionTaken as taken:
                raise BadInput(str(self._policies.path(name)), str(taken)) from None

    async def _begin(self, draft: Draft, rehearsal: Rehearsal, begin: Begin) -> None:
        if draft.restricted_to:
            why = Why(rehearsal.by, FROM_ITS_START, self._request_id or "")
            async with self._record.database.transaction() as connection:
                await restrict(connection, draft.audit_id, draft.restricted_to, why, self._clock())
        kept = await self._record.keep_texts(draft.audit_id, rehearsal.words, self._clock())
        opening = draft.build(kept.__getitem__)
        await begin(opening.model_copy(update={"request_id": self._request_id}))

    async def _until_logged(self, wanted: dict[AuditId, int], progress: Progress) -> None:
        """Waits until the log holds what the audits begin with; raises NoWorker when it stops growing before."""
        held = await self._record.logged(list(wanted))
        last_change = self._clock()
        while (done := _complete(wanted, held)) < len(wanted):
            progress("Recording", done, len(wanted))
            await asyncio.sleep(LOOK_AGAIN.total_seconds())
            before, held = held, await self._record.logged(list(wanted))
            if held != before:
                last_change = self._clock()
            elif self._clock() - last_change > UNHEARD_OF:
                raise NoWorker(len(wanted) - done)


def _outcome(old: Sequence[Draft], new: Sequence[Rehearsed], skipped: Sequence[BadInput]) -> Outcome:
    ids = tuple(draft.audit_id for draft, _ in new)
    return Outcome(ids, tuple(draft.audit_id for draft in old), tuple(skipped))


def _complete(wanted: dict[AuditId, int], held: dict[AuditId, int]) -> int:
    return sum(held.get(audit_id, 0) >= events for audit_id, events in wanted.items())
