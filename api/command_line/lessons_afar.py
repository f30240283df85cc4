"""The desk of lessons from afar: it asks the API, as whoever is signed in."""

import re
from collections.abc import Callable

from pydantic import BaseModel
from typing_extensions import override

from api.command_line.caller import Caller
from api.command_line.calling import Line, Sent
from api.command_line.lesson_desk import LessonDesk
from api.errors import NoSuchProposal
from api.practice import MOST, ComplimentForm, PracticeShown
from api.proposals import Opened, ProposalShown
from domain.values import Key

_ID = re.compile(r"[a-z0-9-]{1,64}")


class _Proposals(BaseModel):
    items: list[ProposalShown]


class _Practice(BaseModel):
    items: list[PracticeShown]


class _Taken(BaseModel):
    compliment_id: str


class Afar(LessonDesk):
    """At the other end of a line; `ids` gives keys to what is sent."""

    def __init__(self, line: Line, ids: Callable[[], Key]) -> None:
        self._line, self._ids, self._caller = line, ids, Caller(line)

    @override
    async def proposals(self, status: str | None) -> list[ProposalShown]:
        return (await self._line.get("/proposals", _Proposals, status=status)).items

    @override
    async def proposal(self, proposal_id: str) -> ProposalShown:
        return await self._line.get(_path(proposal_id), ProposalShown)

    @override
    async def open(self, proposal_id: str, by: str | None, auditor: str | None) -> Opened:
        await self._caller.check(by)
        return await self._line.post(f"{_path(proposal_id)}/open", Sent({"auditor": auditor}, self._ids()), Opened)

    @override
    async def decline(self, proposal_id: str, by: str | None, reason: str) -> ProposalShown:
        await self._caller.check(by)
        sent = Sent({"reason": reason}, self._ids())
        return await self._line.post(f"{_path(proposal_id)}/decline", sent, ProposalShown)

    @override
    async def practice(self, standard: str, team: str | None) -> list[PracticeShown]:
        return (await self._line.get("/good-practice", _Practice, standard=standard, team=team, limit=MOST)).items

    @override
    async def compliment(self, form: ComplimentForm, by: str | None, command_id: str | None) -> str:
        await self._caller.check(by)
        sent = Sent(form.model_dump(mode="json", exclude_none=True), command_id or self._ids())
        return (await self._line.post("/compliments", sent, _Taken)).compliment_id


def _path(proposal_id: str) -> str:
    """No other id is anybody's."""
    if not _ID.fullmatch(proposal_id):
        raise NoSuchProposal(proposal_id)
    return f"/proposals/{proposal_id}"
