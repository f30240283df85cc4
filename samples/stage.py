"""What the demo needs of the engine, and nothing more: start an audit, give a command, look."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from typing import NamedTuple

from api.forms import AuditForm
from api.orders import Order
from domain.audit import Audit
from domain.directory import Directory


class Sight(NamedTuple):
    """What can be seen of the sample audits at a moment."""

    audits: dict[str, Audit]
    notices: int
    """Notices that have left."""
    happenings: tuple[str, ...]
    """The latest, in plain words, oldest first."""


class Stage(ABC):
    """Where the play is given."""

    @abstractmethod
    async def directory(self) -> Directory:
        """Everybody who works here."""

    @abstractmethod
    async def look(self, audit_ids: Collection[str]) -> Sight:
        """How these audits stand; one that has not been started is left out."""

    @abstractmethod
    async def start(self, forms: Sequence[AuditForm]) -> None:
        """Starts these audits; one that is there already stays as it is. Raises DoorError."""

    @abstractmethod
    async def give(self, audit_id: str, order: Order) -> None:
        """Gives a command; given before, it does not happen again. Raises DoorError."""
