"""The council's rules: grade scale, standards, timescales, ladders; one versioned file."""

from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Self

from pydantic import Field, model_validator

from domain.clock_times import Hour
from domain.durations import Duration
from domain.framework_lessons import LessonRule, lesson_roles
from domain.framework_moderation import DisputeRule, ModerationRule, moderation_roles
from domain.framework_sections import (
    OPERATOR,
    Authority,
    Complaints,
    Extension,
    Ladders,
    Pause,
    Returning,
    Safety,
    Theme,
    Timescale,
)
from domain.ladder import family, rank
from domain.programme_rules import ProgrammeRules
from domain.sending import Sending
from domain.slips import Named, Slip, Where, numbered, repeated, unknown
from domain.standard import Enough, FileValue, Name, Role, Roles, Sentence, Standard
from domain.values import Key

__all__ = [
    "Authority",
    "Enough",
    "Extension",
    "Framework",
    "Ladders",
    "Pause",
    "Returning",
    "Standard",
    "Theme",
    "Timescale",
]


class Framework(FileValue):
    """The rules of one council, in one version. Immutable once an audit has used it."""

    framework: Name = Field(description="The name audits start under; the file's own name without its ending.")
    version: int = Field(ge=1, description="Counts up; a version that an audit has used is never edited.")
    title: Sentence = Field(description="What people call these rules.")
    calendar: Name = Field(description="The file of policies/calendars that holds the days off.")
    hour: Hour = Field(description="Local time at which working-day steps and reminders fire.")
    spread: Duration = Field(description="How much later than its moment an unhurried timer may ring.")
    line: Roles = Field(min_length=1, description="The reporting line, from the front line up.")
    roles: Roles = Field((), description="Roles beside the line, such as auditor.")
    grades: tuple[Name, ...] = Field(min_length=2, description="Best first.")
    good_enough: Name = Field(description="The least grade that meets a standard of its area.")
    areas: dict[Name, Name] = Field(description="Area that is graded, and the standard its grade speaks for.")
    succeeded_by: dict[Name, tuple[Name, ...]] = Field({}, description="Areas later judged as several others.")
    timescales: dict[Name, Timescale] = Field(description="By overall grade.")
    safety_due: Duration = Field(description="When an immediate safety concern must be dealt with, from the return.")
    safety: Safety | None = Field(None, description="Who is told of such a concern at once; nobody more if left out.")
    reminders: tuple[Duration, ...] = Field((), description="Ahead of a due date, longest first.")
    rest: Duration = Field(description="Least time between two steps of one ladder.")
    acknowledgement: Duration = Field(description="The time that an acknowledgement buys.")
    returning: Returning | None = Field(None, alias="return", description="How long planned audits may wait.")
    complaint: Complaints | None = Field(
        None, description="How soon complaints are answered; left out, they are audits like any other."
    )
    extension: Extension = Field(default_factory=Extension, description="How far an owner may be given more time.")
    pause: Pause = Field(default_factory=Pause, description="How long an action may rest.")
    sending: Sending | None = Field(
        None, description="When notices leave; left out, each leaves at once, at any hour of any day."
    )
    ladders: Ladders = Field(description="Who hears of lateness.")
    moderation: ModerationRule | None = Field(None, description="A second look at grades; left out, there is none.")
    disputes: DisputeRule | None = Field(None, description="How a grade or an action is disputed; left out, it is not.")
    cycles: int = Field(ge=1, le=9, description="Rounds of actions and checking before an audit is handed over.")
    watch: Duration | None = Field(
        None,
        description="How long a standard shown met stays under watch before its audit closes; not at all if left out.",
    )
    accountable: Role = Field(description="Who is told of audits handed over, again and again.")
    accountable_every: Duration = Field(description="How often they are told again.")
    authority: Authority = Field(description="Who may do what.")
    standing_actions: dict[Name, tuple[Name, ...]] = Field(
        {}, description="Audit kind: standards every such audit acts on."
    )
    programme: ProgrammeRules | None = Field(None, description="The audits of each month; without it, none is drawn.")
    lessons: LessonRule | None = Field(None, description="When a thematic audit is proposed; left out, never.")
    themes: tuple[Theme, ...] = Field((), description="In order: the first theme with a word in a finding has it.")
    standards: tuple[Standard, ...] = Field(min_length=1, description="The practice standards.")

    @model_validator(mode="after")
    def _names_what_it_has(self) -> Self:
        for slip in chain(self._unknown(), self._repeated(), self._missing(), self._untimely()):
            raise slip
        return self

    def _unknown(self) -> Iterator[Slip]:
        ids = {standard.id for standard in self.standards}
        yield from unknown(
            self._standards_named(), ids, "standard {} is named but not defined: add it, or name another"
        )
        yield from unknown(
            self._areas_named(), self.areas, "area {} is not one of areas: add it there, or name another"
        )
        yield from unknown(
            self._roles_named(), self.known_roles, "role {} is neither in line nor in roles: add it there"
        )
        graded: list[tuple[Where, str]] = [(("timescales", grade), grade) for grade in self.timescales]
        graded.append((("good_enough",), self.good_enough))
        graded += numbered(("moderation", "always"), self.moderation.always if self.moderation else ())
        yield from unknown(graded, self.grades, "grade {} is not one of grades: add it there, or name another")

    def _repeated(self) -> Iterator[Slip]:
        ids = [(("standards", n, "id"), standard.id) for n, standard in enumerate(self.standards)]
        yield from repeated(ids, "standard {} is defined twice: keep one, or give the other an id of its own")
        themes = [(("themes", n, "id"), theme.id) for n, theme in enumerate(self.themes)]
        yield from repeated(themes, "theme {} is there twice: put all its words in one")
        roles = [*numbered(("line",), self.line), *numbered(("roles",), self.roles)]
        yield from repeated(roles, "role {} is there twice: keep one")
        yield from repeated(numbered(("grades",), self.grades), "grade {} is there twice: keep one")

    def _missing(self) -> Iterator[Slip]:
        said = [(("timescales",), grade) for grade in self.grades]
        return unknown(said, self.timescales, "there is no timescale for grade {}: add it")

    def _untimely(self) -> Iterator[Slip]:
        if not self.spread.is_elapsed:
            yield Slip(("spread",), "a timer is late by the clock: write the spread in h, m or s")
        if not self.ladders.safety.is_by_the_clock:
            where = ("ladders", "safety", "steps", 0, "after")
            yield Slip(where, "a child's safety waits for no working day: count the steps in h, m or s")
        if self.accountable_every.amount == 0:
            yield Slip(("accountable_every",), "0 is never: give `accountable_every` at least 1")
        for number, (one, other) in enumerate(pairwise(self.reminders), 1):
            if family(one) != family(other) or rank(one) <= rank(other):
                yield Slip(("reminders", number), "reminders come longest first, all counted in one unit: sort them")

    def _standards_named(self) -> Named:
        yield from ((("areas", area), name) for area, name in self.areas.items())
        yield from ((("themes", n, "standard"), theme.standard) for n, theme in enumerate(self.themes))
        for kind, names in self.standing_actions.items():
            yield from numbered(("standing_actions", kind), names)

    def _areas_named(self) -> Named:
        for area, others in self.succeeded_by.items():
            yield ("succeeded_by", area), area
            yield from numbered(("succeeded_by", area), others)
        yield from ((("standards", n, "area"), s.area) for n, s in enumerate(self.standards) if s.area)

    def _roles_named(self) -> Named:
        for kind, ladder in self.ladders:
            steps = ladder.steps if ladder else ()
            yield from (
                (("ladders", kind.removesuffix("_late"), "steps", n, "role"), s.role) for n, s in enumerate(steps)
            )
        for right, holders in self.authority:
            where = ("authority", right)
            named = [] if holders is None else [(where, holders)]
            yield from numbered(where, holders) if isinstance(holders, tuple) else named
        yield ("accountable",), self.accountable
        if self.safety:
            yield ("safety", "tell"), self.safety.tell
        if self.complaint:
            yield from ((("complaint", key), role) for key, role in self.complaint.roles_named())
        if self.programme:
            yield from ((("programme", *where), role) for where, role in self.programme.roles_named())
        yield from moderation_roles(self.moderation, self.disputes)
        yield from lesson_roles(self.lessons)
        yield from ((("standards", n, "action", "owner"), s.action.owner) for n, s in enumerate(self.standards))

    @property
    def known_roles(self) -> frozenset[str]:
        """Every role a person can hold, and the two an audit gives: its auditor and an action's owner."""
        return frozenset({*self.line, *self.roles, OPERATOR, "owner", "auditor"})

    def standard(self, standard_id: Key) -> Standard | None:
        """The standard of this id, or None."""
        return next((standard for standard in self.standards if standard.id == standard_id), None)

    def meets(self, grade: str) -> bool:
        """Is this grade good enough for the standard of its area?"""
        return self.grades.index(grade) <= self.grades.index(self.good_enough)
