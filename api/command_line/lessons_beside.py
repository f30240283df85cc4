"""The desk of lessons beside the engine."""

from typing_extensions import override

from api import practice
from api.command_line.doors import Doors
from api.command_line.lesson_desk import LessonDesk
from api.errors import BadInput, NoSuchAudit, NoSuchProposal, UnknownPerson
from api.practice import ComplimentForm, Handed, PracticeShown
from api.proposals import Deciding, Means, Opened, ProposalShown, shown
from domain.proposal import Proposal
from storage import proposals
from storage.database import Database
from storage.measurable import EVERYWHERE
from storage.restrictions import around


class Beside(LessonDesk):
    """On the machine of the record: whoever may use the terminal sees all there is."""

    def __init__(self, doors: Doors) -> None:
        self._doors, self._record, self._clock = doors, doors.record, doors.surroundings.clock
        self._means = Means(doors.record, doors.policies, self._clock)
        self._deciding = Deciding(self._means)

    @property
    def _database(self) -> Database:
        return self._record.database

    @override
    async def proposals(self, status: str | None) -> list[ProposalShown]:
        async with self._database.reading() as connection:
            found = await proposals.every(connection, status)
            return [await shown(self._means, connection, one, _ids(one)) for one in found]

    @override
    async def proposal(self, proposal_id: str) -> ProposalShown:
        async with self._database.reading() as connection:
            found = await proposals.one(connection, proposal_id)
            if found is None:
                raise NoSuchProposal(proposal_id)
            return await shown(self._means, connection, found, _ids(found))

    @override
    async def open(self, proposal_id: str, by: str | None, auditor: str | None) -> Opened:
        return await self._deciding.open(proposal_id, await self._known(by), auditor, self._doors.starting)

    @override
    async def decline(self, proposal_id: str, by: str | None, reason: str) -> ProposalShown:
        await self._deciding.decline(proposal_id, await self._known(by), reason)
        return await self.proposal(proposal_id)

    @override
    async def practice(self, standard: str, team: str | None) -> list[PracticeShown]:
        async with self._database.reading() as connection:
            return await practice.practices(connection, standard, team, EVERYWHERE)

    @override
    async def compliment(self, form: ComplimentForm, by: str | None, command_id: str | None) -> str:
        practice.check(form, self._doors.policies, self._clock())
        given = command_id or self._doors.surroundings.ids()
        handed = Handed(await self._team(form), await self._known(by), given, self._clock())
        await practice.keep(self._record, form, handed)
        return given

    async def _known(self, by: str | None) -> str:
        """Raises BadInput, or UnknownPerson."""
        if by is None:
            raise BadInput("--by", "say who does it.")
        if by not in (await self._record.directory()).people:
            raise UnknownPerson(by, "The person who does it,")
        return by

    async def _team(self, form: ComplimentForm) -> str:
        if form.audit_id is None:
            return form.team or ""
        async with self._database.reading() as connection:
            found = await around(connection, form.audit_id)
        if found is None:
            raise NoSuchAudit(form.audit_id)
        return found.team


def _ids(proposal: Proposal) -> frozenset[str]:
    return frozenset(one.audit_id for one in proposal.evidence)
