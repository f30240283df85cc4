"""The part of a framework that one audit carries with it, from its start until an operator moves it to another."""

from datetime import time

from pydantic import Field

from domain.calendar import Calendar
from domain.complaint import COMPLAINT
from domain.durations import Duration
from domain.framework import Authority, Enough, Extension, Framework, Pause, Returning, Timescale
from domain.framework_moderation import DisputeRule, ModerationRule
from domain.framework_sections import Complaints, Safety
from domain.ladder import Ladder
from domain.sending import Sending
from domain.values import Key, Value

RULES = 1
"""What decide, tick, evolve and the calendar yield for audits started now; a change of them branches on it."""


class StandardRule(Value):
    """What an audit must know of one practice standard that it found something about."""

    check_by: str
    enough: Enough | None = None
    title: str
    action: str
    outcome: str
    owner: str
    due: Duration | None = None
    limit: Duration | None = None
    watch: Duration | None = None
    """How long it stays under watch once it is shown met; None: not at all."""


class Rules(Value):
    """Everything of the framework and the calendar that this audit's decisions need, and no more."""

    number: int = RULES
    framework: str
    version: int
    calendar: Calendar
    hour: time
    spread: Duration
    rest: Duration
    acknowledgement: Duration
    reminders: tuple[Duration, ...] = ()
    timescale: Timescale
    safety_due: Duration
    safety: Safety | None = None
    action_ladder: Ladder
    safety_ladder: Ladder
    verification_ladder: Ladder
    check_ladder: Ladder
    cycles: int
    accountable: str
    accountable_every: Duration
    line: tuple[str, ...]
    authority: Authority
    standards: dict[Key, StandardRule]
    returning: Returning | None = None
    """How an audit that is still to be returned is waited for."""
    return_ladder: Ladder | None = None
    complaint: Complaints | None = None
    """How a complaint is waited for; None for any other audit."""
    timescales: dict[Key, Timescale] = Field(default_factory=dict)
    """By overall grade; audits started before grades could be corrected have none."""
    areas: dict[Key, Key] = Field(default_factory=dict)
    """Area that is graded, and the standard its grade speaks for."""
    standing: tuple[Key, ...] = ()
    """Standards that an audit of its kind acts on, whatever it found."""
    good_grades: tuple[str, ...] = ()
    """Grades that meet the standard of their area."""
    extension: Extension = Field(default_factory=Extension)
    pause: Pause = Field(default_factory=Pause)
    own_extension_ladder: Ladder | None = None
    moderation: ModerationRule | None = None
    disputes: DisputeRule | None = None
    sending: Sending | None = None
    """When its notices leave; None: each at once."""

    @property
    def keeps_clocks(self) -> bool:
        """Does an audit with these rules remember from when its dates run? Those of before do not."""
        return bool(self.timescales)

    def from_up(self, role: str) -> tuple[str, ...]:
        """The role and all above it in the reporting line; alone if it is no place in that."""
        return self.line[self.line.index(role) :] if role in self.line else (role,)

    @property
    def extension_ladder(self) -> Ladder:
        """Who hears of a request for more time that nobody decides."""
        return self.own_extension_ladder or self.action_ladder.from_cycle(2)


def rules_for(
    framework: Framework, calendar: Calendar, overall: str, standards: set[str], kind: str | None = None
) -> Rules:
    """What an audit with this overall grade and these standards carries; the standards must be in the framework.

    Of its `kind` are the standards that it acts on whatever it found, and whether it can be moderated.
    """
    moderation = framework.moderation
    return Rules(
        framework=framework.framework,
        version=framework.version,
        calendar=calendar,
        hour=framework.hour,
        spread=framework.spread,
        rest=framework.rest,
        acknowledgement=framework.acknowledgement,
        reminders=framework.reminders,
        timescale=framework.timescales[overall],
        safety_due=framework.safety_due,
        safety=framework.safety,
        action_ladder=framework.ladders.action,
        safety_ladder=framework.ladders.safety,
        verification_ladder=framework.ladders.verification,
        check_ladder=framework.ladders.check_late,
        cycles=framework.cycles,
        accountable=framework.accountable,
        accountable_every=framework.accountable_every,
        line=framework.line,
        authority=framework.authority,
        standards={key: _rule(framework, key) for key in sorted(standards)},
        timescales=framework.timescales,
        areas=framework.areas,
        standing=framework.standing_actions.get(kind or "", ()),
        good_grades=tuple(grade for grade in framework.grades if framework.meets(grade)),
        extension=framework.extension,
        pause=framework.pause,
        own_extension_ladder=framework.ladders.extension,
        moderation=moderation if moderation and moderation.covers(kind) else None,
        disputes=framework.disputes,
        sending=framework.sending,
    )


def rules_before_return(framework: Framework, calendar: Calendar, audit_kind: str = "") -> Rules:
    """What a planned audit of this kind carries: how its return is waited for, and nothing of what it may find."""
    waiting = {
        "complaint": framework.complaint if audit_kind == COMPLAINT else None,
        "returning": framework.returning or Returning(),
        "return_ladder": framework.ladders.return_late or framework.ladders.check_late,
    }
    return rules_for(framework, calendar, framework.grades[0], set()).model_copy(update=waiting)


def _rule(framework: Framework, standard_id: str) -> StandardRule:
    standard = framework.standard(standard_id)
    if standard is None:
        raise KeyError(standard_id)
    action = standard.action
    return StandardRule(
        check_by=standard.check_by,
        enough=standard.enough,
        title=standard.title,
        action=action.title,
        outcome=action.outcome,
        owner=action.owner,
        due=action.due,
        limit=action.limit,
        watch=_watch(framework.watch if standard.watch is None else standard.watch),
    )


def _watch(given: Duration | None) -> Duration | None:
    return given if given and given.amount else None
