"""Plans and returns of a file on their way to the API, one by one."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pydantic import BaseModel

from api.command_line.calling import Line, Sent
from api.errors import BadInput, NoSuchAudit, Refused, of_all
from api.start_files import Handed, Read
from workflows.messages import Receipt

if TYPE_CHECKING:
    from api.starting import Outcome

PATIENCE = 30.0  # seconds


class _Begun(BaseModel):
    audit_id: str
    was_there: bool


class Returns:
    """One way of planning and returning, through one line to the API; `ids` gives keys to what is sent."""

    def __init__(self, line: Line, ids: Callable[[], str]) -> None:
        self._line, self._ids = line, ids

    async def plan(self, read: Read, others: Sequence[BadInput], *, skip_bad: bool) -> "Outcome":
        """Plans them; raises BadInput for the first that cannot be, unless bad ones are to be skipped."""
        from api.starting import Outcome  # noqa: PLC0415 - loads the engine's library, which takes long

        bad = [*read.bad, *others]
        if bad and not skip_bad:
            raise of_all(bad)
        begun: list[_Begun] = []
        for one in without(read.good, others):
            try:
                begun.append(await self._line.post("/audit-plans", self._said(one), _Begun))
            except Refused as error:
                if not skip_bad:
                    raise BadInput(one.place, str(error)) from None
                bad.append(BadInput(one.place, str(error)))
        there = tuple(one.audit_id for one in begun if one.was_there)
        return Outcome(tuple(one.audit_id for one in begun if not one.was_there), there, tuple(bad))

    async def hand_in(self, read: Read, others: Sequence[BadInput]) -> "Outcome":
        """Returns them; of those that cannot be, why not."""
        from api.starting import Outcome  # noqa: PLC0415 - the same

        done, bad = [], [*others]
        for one in without(read.good, others):
            try:
                await self._line.post(f"/audits/{one.form.audit_id}/return", self._said(one), Receipt)
            except (Refused, NoSuchAudit) as error:
                bad.append(BadInput(one.place, str(error)))
            else:
                done.append(one.form.audit_id)
        return Outcome(tuple(done), (), tuple(bad))

    def _said(self, one: Handed) -> Sent:
        said = one.form.model_dump(mode="json", exclude_none=True, exclude={"by"})
        return Sent(said, self._ids(), patience=PATIENCE)


def without(handed: Sequence[Handed], bad: Sequence[BadInput]) -> list[Handed]:
    """Those in whose places nothing is bad."""
    places = {one.place for one in bad}
    return [one for one in handed if one.place not in places]
