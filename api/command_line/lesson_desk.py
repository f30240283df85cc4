"""The desk of lessons: what its commands ask, beside the engine or from afar, with the same answers."""

from typing import Protocol

from api.practice import ComplimentForm, PracticeShown
from api.proposals import Opened, ProposalShown


class LessonDesk(Protocol):
    """Each answer is awaited; each raises DoorErrors."""

    async def proposals(self, status: str | None) -> list[ProposalShown]:
        """The oldest first."""
        ...

    async def proposal(self, proposal_id: str) -> ProposalShown: ...

    async def open(self, proposal_id: str, by: str | None, auditor: str | None) -> Opened: ...

    async def decline(self, proposal_id: str, by: str | None, reason: str) -> ProposalShown: ...

    async def practice(self, standard: str, team: str | None) -> list[PracticeShown]:
        """The latest first."""
        ...

    async def compliment(self, form: ComplimentForm, by: str | None, command_id: str | None) -> str:
        """Keeps it; its id."""
        ...
