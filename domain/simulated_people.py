"""What simulated people mean to do next, and when, upon something that happened to an audit."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Literal, NamedTuple

from domain import events as e
from domain.audit import Audit
from domain.behaviour import Behaviour
from domain.chance import Chance
from domain.values import Key

What = Literal["accept", "claim", "verify", "send_back", "acknowledge", "judge", "draw", "moderate"]
_OF_ACTION = ("action", "safety", "concern")


class Intent(NamedTuple):
    """Something that somebody means to do. When its time has come it may be too late, or done already."""

    at: datetime
    what: What
    about: Key = ""
    """The action, or the standard."""
    turn: int = 0
    """Which claim of the action, or cycle of the standard, it belongs to."""


class SimulatedPeople:
    """Everybody around one audit."""

    def __init__(self, behaviour: Behaviour, chance: Chance) -> None:
        self._behaviour, self._chance = behaviour, chance
        self._turns: Counter[Key] = Counter()
        self._react: dict[type[e.Event], Callable[[Audit, Any], Iterator[Intent]]] = {
            e.ActionOpened: self._opened,
            e.ActionCarried: self._carried,
            e.ActionClaimed: self._claimed,
            e.ActionSentBack: self._sent_back,
            e.CheckingStarted: self._checking,
            e.Escalated: self._escalated,
            e.ModerationDrawn: self._drawn,
        }
        self._rounds: Counter[tuple[str, Key | None, int]] = Counter()

    @property
    def shown_met(self) -> int:
        """How many in a hundred standards are found met when they are checked."""
        return self._behaviour.shown_met

    def turn(self, action_id: Key) -> int:
        """How often the action has begun anew: sent back, or carried into another cycle."""
        return self._turns[action_id]

    def hear(self, audit: Audit, events: Iterable[e.AnyEvent]) -> Iterator[Intent]:
        """What they mean to do upon these events; the audit is as it stands after them."""
        if audit.awaits_draw:
            yield Intent(audit.at, "draw")
        for event in events:
            react = self._react.get(type(event))
            yield from react(audit, event) if react else ()

    def _opened(self, audit: Audit, event: e.ActionOpened) -> Iterator[Intent]:
        accept = self._behaviour.accept
        if self._chance.happens(accept.share, "accepts", event.action_id):
            at = self._chance.later(event.at, accept.after, audit.rules, "accept", event.action_id)
            yield Intent(at, "accept", event.action_id)
        yield from self._claims(audit, event)

    def _carried(self, audit: Audit, event: e.ActionCarried) -> Iterator[Intent]:
        self._turns[event.action_id] += 1
        yield from self._claims(audit, event)

    def _claims(self, audit: Audit, event: e.ActionOpened | e.ActionCarried) -> Iterator[Intent]:
        """Of its own accord: in time, late, or not at all."""
        assumed, named = self._behaviour, ("claim", event.action_id, self.turn(event.action_id))
        share = self._chance.share("claims", *named) * 100
        if audit.actions[event.action_id].is_safety:
            if share < assumed.safety.share:
                yield self._claim(event, self._chance.later(event.at, assumed.safety.after, audit.rules, *named))
        elif share < assumed.in_time.share:
            at = self._chance.earlier(event.due_at, event.at, assumed.in_time.after, audit.rules, *named)
            yield self._claim(event, at)
        elif share < assumed.in_time.share + assumed.late.share:
            yield self._claim(event, self._chance.later(event.due_at, assumed.late.after, audit.rules, *named))

    def _claim(self, event: e.OfAction, at: datetime) -> Intent:
        return Intent(at, "claim", event.action_id, self.turn(event.action_id))

    def _claimed(self, audit: Audit, event: e.ActionClaimed) -> Iterator[Intent]:
        named = (event.action_id, self.turn(event.action_id))
        yield self._verdict(event.action_id, self._chance.later(event.at, self._behaviour.verify, audit.rules, *named))

    def _verdict(self, action_id: Key, at: datetime) -> Intent:
        """Whenever somebody looks at a claim, they find the same."""
        turn = self.turn(action_id)
        is_back = self._chance.happens(self._behaviour.send_back.share, "sends back", action_id, turn)
        return Intent(at, "send_back" if is_back else "verify", action_id, turn)

    def _sent_back(self, audit: Audit, event: e.ActionSentBack) -> Iterator[Intent]:
        self._turns[event.action_id] += 1
        again, turn = self._behaviour.send_back.after, self.turn(event.action_id)
        yield self._claim(event, self._chance.later(event.at, again, audit.rules, "again", event.action_id, turn))

    def _checking(self, audit: Audit, event: e.CheckingStarted) -> Iterator[Intent]:
        in_time, late = self._behaviour.check_in_time, self._behaviour.check_late
        for standard in event.standards:
            turn = audit.standards[standard].cycle
            # One look at the audit checks all that is still to be shown.
            named = ("check", audit.cycle)
            if event.due_at > event.at and self._chance.happens(in_time.share, "checks", *named):
                at = self._chance.earlier(event.due_at, event.at, in_time.after, audit.rules, *named)
            else:
                at = self._chance.later(max(event.due_at, event.at), late, audit.rules, *named)
            yield Intent(at, "judge", standard, turn)

    def _escalated(self, audit: Audit, event: e.Escalated) -> Iterator[Intent]:
        step = (event.matter, event.action_id, event.level)
        self._rounds[step] += 1
        named = (*step, self._rounds[step])
        hurry = self._behaviour.safety.after if event.matter in ("safety", "concern") else None
        acknowledge, chased = self._behaviour.acknowledge, self._behaviour.chased
        if event.matter in _OF_ACTION and self._chance.happens(acknowledge.share, "acknowledges", *named):
            at = self._chance.later(event.at, hurry or acknowledge.after, audit.rules, "acknowledge", *named)
            yield Intent(at, "acknowledge", event.action_id or "")
        if self._chance.happens(chased.share, "chased", *named):
            at = self._chance.later(event.at, hurry or chased.after, audit.rules, "act", *named)
            yield from self._acts(audit, event, at)

    def _acts(self, audit: Audit, event: e.Escalated, at: datetime) -> Iterator[Intent]:
        """Whoever must act does so now that it went up the line."""
        action_id = event.action_id or ""
        if event.matter in ("action", "safety"):
            yield Intent(at, "claim", action_id, self.turn(action_id))
        elif event.matter == "verification":
            yield self._verdict(action_id, at)
        elif event.matter == "check":
            yield from (Intent(at, "judge", one.standard, one.cycle) for one in audit.unmet)
        elif event.matter == "moderation":
            yield Intent(at, "moderate")

    def _drawn(self, audit: Audit, event: e.ModerationDrawn) -> Iterator[Intent]:
        if event.is_chosen:
            yield Intent(self._chance.later(event.at, self._behaviour.second_grade, audit.rules, "second"), "moderate")
