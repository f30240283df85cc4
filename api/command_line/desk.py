"""The desk: all that commands ask from anywhere. The answers are the same values beside the engine and from afar."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from api.figures import Figures
from api.measurement import MeasurementForm, Said
from api.orders import Order
from api.proposals import ProposalShown
from api.start_files import Read
from api.story import Told
from api.trouble import Trouble
from api.views import ComplaintSaid, ViewsSaid
from api.wording import Words
from domain.people import Absence
from domain.values import AuditId, Key
from storage.leaving import Leaving
from storage.letter import DeadLetter, StaleLetter
from storage.reading import Wish
from storage.shown import ActionLine, AuditLine, AuditShown
from workflows.messages import Receipt

if TYPE_CHECKING:  # these load the engine's library, which takes long
    from api.engine_pending import Pending
    from api.engine_story import EngineStep
    from api.starting import Outcome


class Because(NamedTuple):
    """Why an operator does something, and who does; None is whoever sits at the desk."""

    reason: str
    by: str | None = None


class Engine(NamedTuple):
    """What the engine did and waits for; None where its server knows nothing any more."""

    steps: "list[EngineStep] | None"
    pending: "list[Pending] | None"


class Outbox(NamedTuple):
    """How many notices are in each state, and when the first of those that wait may leave."""

    counts: dict[str, int]
    oldest: datetime | None


class Stuck(NamedTuple):
    """What an operator must look at; while the engine is away, as far as the tables know."""

    troubles: list[Trouble]
    engine_answers: bool = True
    hidden: int = 0
    """How many more are about audits that whoever asks may not know of."""


class Nudged(NamedTuple):
    """An audit that tries again, and how many of its alarms that put away."""

    audit_id: AuditId
    alarms_settled: int


class PersonLine(NamedTuple):
    """Somebody of the directory, without their address; absences are those that are not over."""

    person: str
    name: str
    roles: list[str]
    team: str
    manager: str | None
    deputy: str | None
    absences: list[Absence]


class Whole(NamedTuple):
    """An audit with all that belongs to it, its words, whose views were heard, and what it answers."""

    shown: AuditShown
    words: Words
    views: ViewsSaid
    complaint: ComplaintSaid | None
    proposal: ProposalShown | None = None
    """What asked for it, if it is one that many audits asked for."""


class Desk(Protocol):
    """Each answer is awaited; each raises DoorErrors."""

    async def start(self, read: Read, by: str | None, *, skip_bad: bool) -> "Outcome":
        """Starts what files hold; nothing if any of it is bad, unless bad lines are to be skipped."""
        ...

    async def plan(self, read: Read, by: str | None, *, skip_bad: bool) -> "Outcome":
        """Plans what files hold, as `start` starts it."""
        ...

    async def return_audits(self, read: Read, by: str | None) -> "Outcome":
        """Returns what files hold; of those that cannot be returned, why not."""
        ...

    async def audits(self, wish: Wish) -> list[AuditLine]:
        """Oldest first."""
        ...

    async def audit(self, audit_id: AuditId) -> Whole: ...

    async def overdue(self) -> tuple[list[ActionLine], Words]:
        """Longest overdue first."""
        ...

    async def story(self, audit_id: AuditId) -> list[Told]: ...

    async def engine(self, audit_id: AuditId) -> Engine: ...

    async def give(self, audit_id: AuditId, order: Order) -> Receipt: ...

    async def outbox(self) -> Outbox: ...

    async def dead(self) -> list[DeadLetter]:
        """Oldest first."""
        ...

    async def withheld(self) -> list[StaleLetter]:
        """Oldest first."""
        ...

    async def resend(self, notice_ids: list[str] | None, because: Because) -> int:
        """How many leave again; None is all."""
        ...

    async def stuck(self) -> Stuck: ...

    async def nudge(self, audit_id: AuditId | None, because: Because) -> list[Nudged]:
        """The audit, or every one that a nudge may help."""
        ...

    async def people(self) -> list[PersonLine]:
        """By id."""
        ...

    async def away(self, person: Key, absence: Absence) -> bool:
        """Somebody is away; False if that was known."""
        ...

    async def leaving(self, within: int) -> list[Leaving]:
        """Open actions of people who have left or will in so many days, by last day."""
        ...

    async def measure(self, counts: MeasurementForm, by: str | None) -> list[Said]:
        """What each open audit that the counts are about said to them, by id."""
        ...

    async def figures(self) -> Figures:
        """Teams by name, returns by month."""
        ...
