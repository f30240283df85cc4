"""Whether somebody may give a command, as themselves or in the place of somebody who is away."""

from domain import commands as c
from domain.asking import Ask
from domain.audit import Action, Audit
from domain.authority import AUTHORITY
from domain.command import Place, Standing
from domain.errors import NotAllowed
from domain.values import Key


def check_authority(audit: Audit, command: c.Command, action: Action | None) -> Key | None:
    """Raises `NotAllowed` unless the table says this person may give this command; in whose place, if in another's."""
    kind = str(getattr(command, "kind"))  # noqa: B009 - every command has one, its base class does not
    may, ask = AUTHORITY[kind], Ask(audit, command, action)
    if not may.never(ask):
        if may.test(ask):
            return None
        for place in command.standing.places:
            there = ask._replace(command=_in_place(command, place))
            if may.test(there) and not may.never(there):
                return place.person
    raise NotAllowed(kind, may.ask_whom(ask))


def _in_place(command: c.Command, place: Place) -> c.Command:
    standing = Standing(roles=place.roles, team=place.team, above_owner=place.above_owner)
    return command.model_copy(update={"by": place.person, "standing": standing})
