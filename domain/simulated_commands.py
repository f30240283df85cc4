"""What simulated people mean to do becomes a command, by somebody who may give it; or nothing, if it is too late."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from domain import commands as c
from domain.action import Action, ActionStatus
from domain.audit import Audit
from domain.chance import Chance
from domain.directory import Directory, Person, standing
from domain.event import ENGINE
from domain.simulated_people import Intent, SimulatedPeople
from domain.values import Key, TextRef

WORDS = TextRef(id="simulated", digest="simulated")
"""Stands for whatever they would write."""
_EVIDENCE = (c.Evidence(reference=WORDS, digest=f"sha256:{'0' * 64}"),)
_TO_DO = (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)


class Council:
    """The people of a directory by what they may be asked for; looked up once for many audits."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self._tops = {person: _top(directory, person) for person in directory.people}
        self._holders: dict[str, list[Person]] = {}

    def holders(self, roles: Iterable[str], audit: Audit, at: datetime) -> list[Person]:
        """Who holds one of these roles and is there: under the auditor's director, else outside every line."""
        held = {one.person: one for role in roles for one in self._holding(role)}
        there = [held[key] for key in sorted(held) if not held[key].has_left(at) and key != audit.auditor]
        top = self._tops.get(audit.auditor)
        near = [one for one in there if self._tops[one.person] == top]
        return near or [one for one in there if self._tops[one.person] == one.person]

    def _holding(self, role: str) -> list[Person]:
        if role not in self._holders:
            self._holders[role] = [one for one in self.directory.people.values() if role in one.roles]
        return self._holders[role]


class Asked(NamedTuple):
    """Somebody is about to act on an audit."""

    audit: Audit
    people: SimulatedPeople
    council: Council
    chance: Chance
    now: datetime

    def chosen(self, roles: Iterable[str], *what: object) -> Key | None:
        """One of those who hold these roles, by lot."""
        found = self.council.holders(roles, self.audit, self.now)
        return found[int(self.chance.share("who", *what) * len(found))].person if found else None


def command_of(intent: Intent, asked: Asked, command_id: Key) -> c.Command | None:
    """The command, with the standing of whoever gives it; None where there is nothing left to do, or nobody to do it.

    The rules may still refuse it.
    """
    if asked.audit.is_over:
        return None
    made = _MAKE[intent.what](intent, asked, command_id)
    if made is None or made.by == ENGINE:
        return made
    action = asked.audit.actions.get(intent.about)
    known = standing(asked.council.directory, made.by, action.owner if action else None, asked.now)
    return made.model_copy(update={"standing": known})


def _top(directory: Directory, person: Key) -> Key:
    return next((one.person for one in reversed(list(directory.line(person)))), person)


def _claim(intent: Intent, asked: Asked, command_id: Key) -> c.Command | None:
    action = _action(intent, asked, _TO_DO)
    if action is None or action.pause or action.waits_for:
        return None
    return c.ClaimDone(
        command_id=command_id, by=action.owner, action_id=action.action_id, evidence=_EVIDENCE, note=WORDS
    )


def _accept(intent: Intent, asked: Asked, command_id: Key) -> c.Command | None:
    action = asked.audit.actions[intent.about]
    if action.status is not ActionStatus.OPEN or action.is_accepted:
        return None
    return c.Accept(command_id=command_id, by=action.owner, action_id=action.action_id)


def _verify(intent: Intent, asked: Asked, command_id: Key) -> c.Command | None:
    by = _verifier(intent, asked)
    return c.Verify(command_id=command_id, by=by, action_id=intent.about) if by else None


def _send_back(intent: Intent, asked: Asked, command_id: Key) -> c.Command | None:
    by = _verifier(intent, asked)
    return c.SendBack(command_id=command_id, by=by, action_id=intent.about, reason=WORDS) if by else None


def _verifier(intent: Intent, asked: Asked) -> Key | None:
    action = _action(intent, asked, (ActionStatus.DONE_CLAIMED,))
    if action is None:
        return None
    auditor = asked.audit.auditor
    roles = (one for one in asked.audit.rules.authority.verify if one != "auditor")
    return auditor if auditor not in (action.owner, action.claimed_by) else asked.chosen(roles, "verify", intent.about)


def _action(intent: Intent, asked: Asked, places: tuple[ActionStatus, ...]) -> Action | None:
    """The action, if it still waits for this."""
    action = asked.audit.actions[intent.about]
    is_waiting = action.status in places and intent.turn == asked.people.turn(intent.about)
    return action if is_waiting else None


def _acknowledge(intent: Intent, asked: Asked, command_id: Key) -> c.Command | None:
    action = asked.audit.actions[intent.about]
    told = (*(action.concern.told if action.concern else ()), *action.chase.told)
    if not told or action.chase.quiet_until or action.status not in _TO_DO:
        return None
    return c.Acknowledge(command_id=command_id, by=told[0], action_id=action.action_id)


def _judge(intent: Intent, asked: Asked, command_id: Key) -> c.Command | None:
    state = asked.audit.standards[intent.about]
    if state.is_met or state.cycle != intent.turn or asked.audit.unfinished:
        return None
    by = asked.chosen(asked.audit.rules.authority.judge, "judge", asked.audit.cycle)
    is_met = asked.chance.happens(asked.people.shown_met, "met", state.standard, state.cycle)
    return c.Judge(command_id=command_id, by=by, standard=state.standard, is_met=is_met) if by else None


def _draw(_: Intent, asked: Asked, command_id: Key) -> c.Command | None:
    rule = asked.audit.rules.moderation
    if rule is None or not asked.audit.awaits_draw:
        return None
    return c.DrawModeration(command_id=command_id, by=ENGINE, is_drawn=asked.chance.happens(rule.share, "moderated"))


def _moderate(_: Intent, asked: Asked, command_id: Key) -> c.Command | None:
    audit, rule = asked.audit, asked.audit.rules.moderation
    if rule is None or audit.moderating is None:
        return None
    owners = {one.owner for one in audit.actions.values()}
    able = [one for one in asked.council.holders((rule.role,), audit, asked.now) if one.team != audit.team]
    by = next((one.person for one in able if one.person not in owners), None)
    return c.Moderate(command_id=command_id, by=by, overall=audit.overall, grades=audit.grades) if by else None


_MAKE: dict[str, Callable[[Intent, Asked, Key], c.Command | None]] = {
    "accept": _accept,
    "claim": _claim,
    "verify": _verify,
    "send_back": _send_back,
    "acknowledge": _acknowledge,
    "judge": _judge,
    "draw": _draw,
    "moderate": _moderate,
}
