"""The desk from afar: it asks the API, as whoever is signed in."""

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from pydantic import BaseModel
from typing_extensions import override

from api.command_line import counts_afar, notices_afar, people_afar
from api.command_line.afar_paths import command_of, of_audit
from api.command_line.batches import Batches
from api.command_line.caller import Caller
from api.command_line.calling import Line, Sent
from api.command_line.desk import Because, Desk, Engine, Nudged, Outbox, PersonLine, Stuck, Whole
from api.command_line.lines_heard import action_line, audit_line, audit_shown, names_of
from api.command_line.returns import Returns, without
from api.command_line.shown import Progress
from api.dozens import dozens
from api.errors import BadInput, NotKnown, Refused, of_all
from api.figures import Figures
from api.http.operator_shapes import EngineHistory, Resent, Troubles
from api.http.operator_shapes import Nudged as NudgedItem
from api.http.shapes import ActionItem, AuditItem, Paged, StoryItem
from api.http.whole_shapes import AuditWhole
from api.measurement import MeasurementForm, Said
from api.orders import Order
from api.start_files import Read
from api.story import Told
from api.trouble import Trouble
from api.wording import Words
from domain.people import Absence
from domain.values import AuditId, Key
from storage.leaving import Leaving
from storage.letter import DeadLetter, StaleLetter
from storage.reading import Wish
from storage.shown import ActionLine, AuditLine
from workflows.messages import Receipt

if TYPE_CHECKING:
    from api.starting import Outcome

NOT_NUDGED = ("dead_letter", "programme", "webhook")
_KEY = re.compile(r"[A-Za-z0-9._:-]{1,64}")


class _Story(BaseModel):
    items: list[StoryItem]


class Afar(Desk):
    """At the other end of a line; `ids` gives keys to what is sent."""

    def __init__(self, line: Line, ids: Callable[[], Key], progress: Progress) -> None:
        self._line, self._ids, self._progress = line, ids, progress
        self._caller = Caller(line)
        self._returns = Returns(line, ids)

    @override
    async def start(self, read: Read, by: str | None, *, skip_bad: bool) -> "Outcome":
        from api.starting import Outcome  # noqa: PLC0415 - loads the engine's library, which takes long

        batches = Batches(self._line, self._ids, self._progress)
        others = await self._caller.not_theirs(read.good, by)
        mine = without(read.good, others)
        bad = sorted([*read.bad, *others, *await batches.rehearse(mine)], key=lambda one: one.place)
        if bad and not skip_bad:
            raise of_all(bad)
        begun = await batches.start(without(mine, bad))
        if begun.skipped and not skip_bad:
            raise of_all(begun.skipped)
        return Outcome(tuple(begun.started), tuple(begun.already), (*bad, *begun.skipped))

    @override
    async def plan(self, read: Read, by: str | None, *, skip_bad: bool) -> "Outcome":
        return await self._returns.plan(read, await self._caller.not_theirs(read.good, by), skip_bad=skip_bad)

    @override
    async def return_audits(self, read: Read, by: str | None) -> "Outcome":
        return await self._returns.hand_in(read, await self._caller.not_theirs(read.good, by))

    @override
    async def audits(self, wish: Wish) -> list[AuditLine]:
        only = {"overdue": wish.overdue_only or None, "disputed": wish.disputed_only or None}
        asked = {name: one for name, one in wish._asdict().items() if not name.endswith("_only")} | only
        return [audit_line(one) for one in await self._line.all("/audits", Paged[AuditItem], **asked)]

    @override
    async def audit(self, audit_id: AuditId) -> Whole:
        return audit_shown(await self._line.get(of_audit(audit_id), AuditWhole))

    @override
    async def overdue(self) -> tuple[list[ActionLine], Words]:
        items = await self._line.all("/actions", Paged[ActionItem], overdue=True)
        return [action_line(one) for one in items], Words({}, names_of(items))

    @override
    async def story(self, audit_id: AuditId) -> list[Told]:
        told = await self._line.get(f"{of_audit(audit_id)}/story", _Story)
        return [Told(**one.model_dump()) for one in told.items]

    @override
    async def engine(self, audit_id: AuditId) -> Engine:
        from api.engine_pending import Pending  # noqa: PLC0415 - loads the engine's library, which takes long
        from api.engine_story import EngineStep  # noqa: PLC0415 - the same

        page = await self._line.get(f"{of_audit(audit_id)}/engine", EngineHistory)
        steps, waits = [*page.items], page.pending
        while page.next:
            self._progress("Reading", len(steps), None)
            page = await self._line.get(f"{of_audit(audit_id)}/engine", EngineHistory, cursor=page.next)
            steps += page.items
        if not page.runs:
            return Engine(None, None)
        is_running = page.runs[-1].status == "running"
        pending = [Pending(**one.model_dump()) for one in waits] if is_running else None
        return Engine([EngineStep(**one.model_dump()) for one in steps], pending)

    @override
    async def give(self, audit_id: AuditId, order: Order) -> Receipt:
        if not _KEY.fullmatch(order.command_id):
            raise BadInput("--command-id", "through the API write at most 64 letters, digits and . _ : -")
        await self._caller.check(order.by)
        path, said = command_of(audit_id, order)
        sent = Sent(said, order.command_id, NotKnown(order.command_id))
        receipt = await self._line.post(path, sent, Receipt)
        # The log knows it by a longer id, under which the person's other commands cannot be.
        return receipt.model_copy(update={"command_id": order.command_id})

    @override
    async def outbox(self) -> Outbox:
        return await notices_afar.outbox(self._line)

    @override
    async def dead(self) -> list[DeadLetter]:
        return await notices_afar.dead(self._line)

    @override
    async def withheld(self) -> list[StaleLetter]:
        return await notices_afar.withheld(self._line)

    @override
    async def resend(self, notice_ids: list[str] | None, because: Because) -> int:
        await self._caller.check(because.by)
        said = {"reason": because.reason, **({"notices": notice_ids} if notice_ids else {})}
        return (await self._line.post("/notices/resend", Sent(said, self._ids()), Resent)).resent

    @override
    async def stuck(self) -> Stuck:
        found = await self._line.get("/stuck", Troubles)
        return Stuck([Trouble(**one.model_dump()) for one in found.items], found.engine_answers, found.restricted)

    @override
    async def nudge(self, audit_id: AuditId | None, because: Because) -> list[Nudged]:
        await self._caller.check(because.by)
        ids = [audit_id] if audit_id else await self._stuck_audits()
        nudged: list[Nudged] = []

        async def nudge_one(one: str) -> None:
            try:
                found = await self._line.post(
                    f"{of_audit(one)}/nudge", Sent({"reason": because.reason}, self._ids()), NudgedItem
                )
            except Refused as refused:
                # Of many, one may come to its end while the others are nudged: then nothing is left to try.
                if audit_id or refused.code != "AuditOver":
                    raise
                return
            nudged.append(Nudged(one, found.alarms_settled))

        await dozens([partial(nudge_one, one) for one in ids], partial(self._progress, "Nudging"))
        return nudged

    @override
    async def people(self) -> list[PersonLine]:
        return await people_afar.lines(self._line)

    @override
    async def away(self, person: Key, absence: Absence) -> bool:
        return await people_afar.away(self._line, person, absence, self._ids())

    @override
    async def leaving(self, within: int) -> list[Leaving]:
        return await people_afar.leavers(self._line, within)

    @override
    async def measure(self, counts: MeasurementForm, by: str | None) -> list[Said]:
        await self._caller.check(by)
        return await counts_afar.measure(self._line, counts, self._ids())

    @override
    async def figures(self) -> Figures:
        return await self._line.get("/figures", Figures)

    async def _stuck_audits(self) -> list[AuditId]:
        return sorted({one.audit_id for one in (await self.stuck()).troubles if one.kind not in NOT_NUDGED})
