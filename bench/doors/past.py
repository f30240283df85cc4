"""An audit of the past, lived through by the rules alone: what the log and the tables hold of it today."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from activities.interface import Page
from activities.recording import entry_of
from api.drafts import stand_in
from api.forms import AuditForm
from api.openings import Ground, opening
from bench.doors.council import auditor
from bench.doors.forms import POLICIES
from domain import commands as c
from domain.audit import Audit
from domain.chain import Head, end_of
from domain.decide import decide
from domain.directory import standing
from domain.events import AnyEvent
from domain.opening import open_audit
from domain.tick import tick
from domain.values import TextRef
from storage.people import AsOf
from storage.projection import Row, Rows, rows_of
from storage.writing import Entry, event_rows

DAY, LOOK = timedelta(days=1), timedelta(days=7)
_EVIDENCE = c.Evidence(reference=stand_in("a record"), digest="sha256:" + "2" * 64)
Command = c.LaterCommand | None
"""None: nobody says anything, time alone may."""


class Plan(NamedTuple):
    """An audit as it was handed in, when, how many of its actions were done, and whether its standards were met."""

    form: AuditForm
    began_at: datetime
    done: int
    is_met: bool


class Lived(NamedTuple):
    """All that the record holds of an audit."""

    rows: Rows
    head: Head
    events: list[Row]
    outbox: list[Row]
    words: dict[str, TextRef]


def lived(plan: Plan, people: AsOf, now: datetime) -> Lived:
    """An audit's rows as they are by now."""
    words: dict[str, TextRef] = {}
    audit_id = plan.form.audit_id

    def keep(said: str) -> TextRef:
        return words.setdefault(said, TextRef(id=f"{audit_id}.t{len(words)}", digest=stand_in(said).digest))

    life = _Life(audit_id, people)
    opened = opening(plan.form, Ground(POLICIES, people.directory, plan.began_at), keep)
    audit = life.add(open_audit(opened, plan.began_at))
    for at, command in sorted([*_said(plan, audit), *_looks(plan, now)], key=lambda one: one[0]):
        life.live(command, at)
    return life.told(words)


class _Life:
    """Page after page, as `record` would write them."""

    def __init__(self, audit_id: str, people: AsOf) -> None:
        self._audit_id, self._people = audit_id, people
        self._audit: Audit | None = None
        self._head = Head()
        self._pages: list[Entry] = []

    def add(self, events: list[AnyEvent]) -> Audit:
        page = Page(audit_id=self._audit_id, head=self._head, events=tuple(events))
        entry, self._audit = entry_of(page, self._audit, self._people)
        self._head = end_of(self._head, entry.links)
        self._pages.append(entry)
        return self._audit

    def live(self, command: Command, at: datetime) -> None:
        """Time first, then the command."""
        self._go_on(lambda audit: tick(audit, at))
        if command:
            self._go_on(lambda audit: self._decided(audit, command, at))

    def _go_on(self, events: Callable[[Audit], list[AnyEvent]]) -> None:
        if self._audit and not self._audit.is_over and (news := events(self._audit)):
            self.add(news)

    def _decided(self, audit: Audit, command: c.LaterCommand, at: datetime) -> list[AnyEvent]:
        action = audit.actions[command.action_id] if isinstance(command, c.OnAction) else None
        known = standing(self._people.directory, command.by, action.owner if action else None, at)
        return decide(audit, command.model_copy(update={"standing": known}), at)

    def told(self, words: dict[str, TextRef]) -> Lived:
        events = [event for page in self._pages for event in page.events]
        lines = [row for page in self._pages for row in event_rows(page, page.events[-1].at)]
        notices = [row | {"state": "sent", "sent_at": row["due_at"]} for page in self._pages for row in page.outbox]
        if self._audit is None:
            raise LookupError(self._audit_id)
        return Lived(rows_of(None, self._audit, events), self._head, lines, notices, words)


def _looks(plan: Plan, now: datetime) -> Iterator[tuple[datetime, Command]]:
    weeks = (now - plan.began_at) // LOOK
    yield from ((plan.began_at + (week + 1) * LOOK, None) for week in range(weeks))
    yield now, None


def _said(plan: Plan, audit: Audit) -> Iterator[tuple[datetime, Command]]:
    """Each action in its turn is taken on and claimed by its owner and verified; then the standards are judged met."""
    at, prefix = plan.began_at + DAY, audit.audit_id
    for action_id, action in list(audit.actions.items())[: plan.done]:
        owner, note = action.owner, stand_in("done")
        yield at, c.Begin(command_id=f"{prefix}/begin-{action_id}", by=owner, action_id=action_id)
        claim = c.ClaimDone(command_id=f"{prefix}/claim-{action_id}", by=owner, action_id=action_id, note=note)
        yield at + DAY, claim.model_copy(update={"evidence": (_EVIDENCE,)})
        yield at + 2 * DAY, c.Verify(command_id=f"{prefix}/verify-{action_id}", by=audit.auditor, action_id=action_id)
        at += DAY
    judge, note = auditor(int(audit.auditor.rpartition("-")[2]) + 1), stand_in("seen")
    for standard in audit.standards if plan.is_met else ():
        judged = c.Judge(command_id=f"{prefix}/judge-{standard}", by=judge, standard=standard, is_met=True, note=note)
        yield at + 4 * DAY, judged
