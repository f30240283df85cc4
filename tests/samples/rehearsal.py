"""A rehearsal: the sample audits played by their driver through the rules alone, on a clock of our own."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

from typing_extensions import override

from api.errors import Refused
from api.forms import AuditForm
from api.openings import Ground, opening
from api.orders import Order, command_of
from api.policies import Policies
from domain.audit import Audit
from domain.commands import LaterCommand
from domain.decide import decide
from domain.directory import Directory, standing
from domain.errors import Refusal
from domain.events import AnyEvent
from domain.evolve import evolve
from domain.notices import address
from domain.opening import open_audit
from domain.tick import tick
from domain.values import TextRef
from samples.council import sample_audits, sample_people
from samples.driver import Driver
from samples.script import Script, read_script
from samples.stage import Sight, Stage

HOUSE = Path(__file__).parent.parent.parent
MORNING = datetime(2026, 11, 23, 10, tzinfo=UTC)


@cache
def the_people() -> Directory:
    """Everybody of the sample council."""
    return sample_people()


@cache
def the_forms() -> tuple[AuditForm, ...]:
    """Every sample audit."""
    return tuple(sample_audits())


@cache
def the_script() -> Script:
    return read_script()


@cache
def the_policies() -> Policies:
    return Policies(HOUSE / "policies")


def kept(words: str) -> TextRef:
    """A reference that stands for these words."""
    return TextRef(id=words[:40], digest=sha256(words.encode()).hexdigest())


def started(audit_id: str, framework: str = "demo", now: datetime = MORNING) -> list[AnyEvent]:
    """The first page of a sample audit's log."""
    form = next(form for form in the_forms() if form.audit_id == audit_id)
    return _opened(form.model_copy(update={"framework": framework}), now)


def _opened(form: AuditForm, now: datetime) -> list[AnyEvent]:
    return open_audit(opening(form, Ground(the_policies(), the_people(), now), kept), now)


class Rehearsal(Stage):
    """A stage without servers; `now` moves when its owner moves it."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now
        self.audits: dict[str, Audit] = {}
        self.logs: dict[str, list[AnyEvent]] = {}
        self.refused: list[str] = []

    @override
    async def directory(self) -> Directory:
        return the_people()

    @override
    async def look(self, audit_ids: Collection[str]) -> Sight:
        for audit_id in self.audits:
            self._take(audit_id, tick(self.audits[audit_id], self.now))
        return Sight(dict(self.audits), 0, ())

    @override
    async def start(self, forms: Sequence[AuditForm]) -> None:
        for form in forms:
            self.logs[form.audit_id] = []
            self._take(form.audit_id, _opened(form, self.now))

    @override
    async def give(self, audit_id: str, order: Order) -> None:
        audit = self.audits[audit_id]
        try:
            self._take(audit_id, decide(audit, as_command(order, audit), self.now))
        except Refusal as refusal:
            self.refused.append(f"{order.command_id}: {refusal}")
            raise Refused(refusal.code, str(refusal)) from None

    def _take(self, audit_id: str, events: list[AnyEvent]) -> None:
        for event, _ in address(events, the_people()):
            self.audits[audit_id] = evolve(self.audits.get(audit_id), event)
            self.logs[audit_id].append(event)


def as_command(order: Order, audit: Audit) -> LaterCommand:
    """The command of an order, with what the directory says of who gives it."""
    action = audit.actions.get(order.fields.get("action_id", ""))
    known = standing(the_people(), order.by, action.owner if action else None, audit.at)
    return command_of(order, kept).model_copy(update={"standing": known})


async def rehearse(rounds: int, pause: timedelta, framework: str = "demo") -> Rehearsal:
    """Plays the whole script, at most so many rounds, the clock moving by `pause` after each."""
    stage = Rehearsal()
    driver = Driver(stage, the_script(), sample_audits(framework))
    for _ in range(rounds):
        if (await driver.round()).is_over:
            break
        stage.now += pause
    return stage
