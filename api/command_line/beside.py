"""The desk beside the engine: it asks the record itself, and the engine where it must."""

from functools import partial
from typing import TYPE_CHECKING

from typing_extensions import override

from api import operating
from api.command_line import people_beside
from api.command_line.desk import Because, Desk, Engine, Nudged, Outbox, PersonLine, Stuck, Whole
from api.command_line.doors import Doors
from api.command_line.proposal_beside import proposal_of
from api.command_line.shown import Progress
from api.corrections import corrections
from api.dozens import dozens
from api.errors import NoSuchAudit, Refused
from api.figures import Figures, counted
from api.measurement import MeasurementForm, Said
from api.operating import Why
from api.orders import Order
from api.story import Told, story
from api.views import said_to
from api.wording import Words, worded
from domain.people import Absence
from domain.values import AuditId, Key
from storage import outbox, reading
from storage.leaving import Leaving
from storage.letter import DeadLetter, StaleLetter
from storage.reading import Wish
from storage.shown import ActionLine, AuditLine
from workflows.messages import Receipt

if TYPE_CHECKING:
    from api.start_files import Read
    from api.starting import Outcome

OPERATOR = "operator"
"""Who operates, if nobody says: whoever may use the terminal is believed."""


class Beside(Desk):
    """On the machine of the record."""

    def __init__(self, doors: Doors, progress: Progress) -> None:
        self._doors, self._record, self._progress = doors, doors.record, progress
        self._clock = doors.surroundings.clock

    @override
    async def start(self, read: "Read", by: str | None, *, skip_bad: bool) -> "Outcome":
        from api.calendars import counting  # noqa: PLC0415 - only starting needs the council's rules
        from api.openings import Ground  # noqa: PLC0415 - only starting needs the council's rules
        from api.start_files import draft  # noqa: PLC0415 - the same

        policies = await counting(self._record, self._doors.policies)
        ground = Ground(policies, await self._record.directory(), self._clock())
        drafts = [draft(handed, ground, by) for handed in read.good]
        starting = await self._doors.starting()
        return await starting.start(drafts, read.bad, skip_bad=skip_bad, progress=self._progress)

    @override
    async def plan(self, read: "Read", by: str | None, *, skip_bad: bool) -> "Outcome":
        return await self.start(read, by, skip_bad=skip_bad)

    @override
    async def return_audits(self, read: "Read", by: str | None) -> "Outcome":
        from api.returning import Returning, returned  # noqa: PLC0415 - loads the engine's library, which takes long

        returning = Returning(await self._doors.engine(), self._record, self._doors.policies, self._clock)
        return await returned(read.good, lambda form: returning.give(form, by))

    @override
    async def audits(self, wish: Wish) -> list[AuditLine]:
        return await reading.audits(self._record.database, self._clock(), wish)

    @override
    async def audit(self, audit_id: AuditId) -> Whole:
        directory = await self._record.directory()
        async with self._record.database.transaction() as connection:
            shown = await reading.shown(connection, audit_id, self._clock())
            if shown is None:
                raise NoSuchAudit(audit_id)
            shown = shown._replace(corrections=await corrections(connection, directory, audit_id))
            words = await worded(connection, directory, shown.actions, [one.text_id for one in shown.findings])
            asked = await proposal_of(self._doors, connection, audit_id)
            return Whole(shown, words, *await said_to(connection, audit_id), asked)

    @override
    async def overdue(self) -> tuple[list[ActionLine], Words]:
        actions = await reading.overdue(self._record.database, self._clock())
        directory = await self._record.directory()
        async with self._record.database.transaction() as connection:
            return actions, await worded(connection, directory, actions)

    @override
    async def story(self, audit_id: AuditId) -> list[Told]:
        directory = await self._record.directory()
        async with self._record.database.transaction() as connection:
            told = await story(connection, directory, audit_id)
        if not told:
            raise NoSuchAudit(audit_id)
        return told

    @override
    async def engine(self, audit_id: AuditId) -> Engine:
        from api.engine_pending import pending  # noqa: PLC0415 - loads the engine's library, which takes long
        from api.engine_story import engine_story  # noqa: PLC0415 - the same

        client = await self._doors.client()
        page = await engine_story(client, audit_id)
        steps = page.steps if page else None
        while page and page.next:
            page = await engine_story(client, audit_id, after=page.next)
            steps = [*(steps or ()), *(page.steps if page else ())]
        return Engine(steps, await pending(client, audit_id))

    @override
    async def give(self, audit_id: AuditId, order: Order) -> Receipt:
        from api.giving import Giving  # noqa: PLC0415 - loads the engine's library, which takes long

        giving = Giving(await self._doors.engine(), self._record, self._doors.policies)
        return await giving.give(audit_id, order, self._clock())

    @override
    async def outbox(self) -> Outbox:
        async with self._record.database.transaction() as connection:
            return Outbox(await outbox.counts(connection), await outbox.oldest_waiting(connection))

    @override
    async def dead(self) -> list[DeadLetter]:
        async with self._record.database.transaction() as connection:
            return await operating.dead(connection)

    @override
    async def withheld(self) -> list[StaleLetter]:
        async with self._record.database.reading() as connection:
            return await outbox.withheld(connection)

    @override
    async def resend(self, notice_ids: list[str] | None, because: Because) -> int:
        return await operating.resend(self._record, notice_ids, _why(because), self._clock())

    @override
    async def stuck(self) -> Stuck:
        from api.troubles import troubles  # noqa: PLC0415 - loads the engine's library, which takes long

        return Stuck(await troubles(self._record.database, await self._doors.client(), self._clock()))

    @override
    async def nudge(self, audit_id: AuditId | None, because: Because) -> list[Nudged]:
        from api.troubles import stuck_audits  # noqa: PLC0415 - loads the engine's library, which takes long

        engine, now = await self._doors.engine(), self._clock()
        ids = [audit_id] if audit_id else await stuck_audits(self._record.database, await self._doors.client(), now)
        nudged: list[Nudged] = []

        async def nudge_one(one: str) -> None:
            try:
                settled = await operating.nudge(engine, self._record, one, _why(because), now)
            except Refused as refused:
                # Of many, one may come to its end while the others are nudged: then nothing is left to try.
                if audit_id or refused.code != "AuditOver":
                    raise
                return
            nudged.append(Nudged(one, settled))

        await dozens([partial(nudge_one, one) for one in ids], partial(self._progress, "Nudging"))
        return nudged

    @override
    async def people(self) -> list[PersonLine]:
        return people_beside.lines(await self._record.directory(), self._clock())

    @override
    async def away(self, person: Key, absence: Absence) -> bool:
        return await people_beside.away(self._record, person, absence, self._clock())

    @override
    async def leaving(self, within: int) -> list[Leaving]:
        return await people_beside.leavers(self._record, within, self._clock())

    @override
    async def measure(self, counts: MeasurementForm, by: str | None) -> list[Said]:
        from api.counting import Counting  # noqa: PLC0415 - loads the engine's library, which takes long

        counting = Counting(await self._doors.engine(), self._record, self._doors.policies)
        return await counting.count(counts, by or "", people_beside.EVERYTHING, self._clock())

    @override
    async def figures(self) -> Figures:
        async with self._record.database.transaction() as connection:
            return await counted(connection, self._clock(), OPERATOR)


def _why(because: Because) -> Why:
    return Why(because.by or OPERATOR, because.reason)
