"""What every command carries: an id of its own, who gives it, and how they stand to what it is about."""

from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field

from domain.complaint import Answer
from domain.values import Key, TextRef, Value


class Place(Value):
    """The place of somebody who is away, which the person who gives the command takes meanwhile."""

    person: Key
    roles: tuple[str, ...] = ()
    team: Key | None = None
    above_owner: bool = False


class Standing(Value):
    """Who gives the command, as the directory knew them when it was sent."""

    roles: tuple[str, ...] = ()
    team: Key | None = None
    above_owner: bool = False
    """Is this person in the reporting line above the action's owner?"""
    places: tuple[Place, ...] = ()
    """Of those who are away and for whom this person stands in."""

    def holds(self, roles: tuple[str, ...]) -> bool:
        """Have they one of these roles?"""
        return bool(set(self.roles) & set(roles))


class Command(Value):
    """An order with an id of its own: sent again, it gets its first answer again."""

    model_config = ConfigDict(extra="forbid")
    command_id: Key
    by: Key
    standing: Standing = Standing()


class Evidence(Value):
    """What shows that an action was done: where it is kept, and the digest of what was seen there."""

    model_config = ConfigDict(extra="forbid")
    reference: TextRef
    digest: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


class FindingSeen(Value):
    """One thing the audit saw about one standard."""

    model_config = ConfigDict(extra="forbid")
    finding_id: Key
    standard: Key
    is_met: bool
    is_safety: bool = False
    grade: str | None = None
    text: TextRef
    owner: Key | None = None
    due: date | None = None
    outcome: TextRef | None = None
    answer: Answer | None = None
    """Of a point of a complaint: what the response says."""


class OnAction(Command):
    action_id: Key
