"""Entries become audits: those of one id are one audit, which is there as a whole or not at all."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from api.forms import AuditForm
from api.tracker import names
from api.tracker.entries import Entry, LeftOut, RowRead, Slip
from domain.values import AuditId

MOST_FINDINGS = 500
FACTS = {"reference": "id", "day": "date"}
"""Facts that the mapping calls otherwise."""


class Tracked(NamedTuple):
    """One audit of a tracker, and the rows that it comes from."""

    audit_id: AuditId
    entries: tuple[Entry, ...]

    @property
    def first_row(self) -> int:
        return self.entries[0].row

    def form(self, framework: str) -> AuditForm:
        """The audit as somebody would have handed it in."""
        facts = self.entries[0].facts
        return AuditForm(
            audit_id=self.audit_id,
            kind=facts.kind,
            framework=framework,
            subject=facts.subject,
            team=facts.team,
            auditor=facts.auditor,
            worker=facts.worker,
            overall=facts.overall,
            findings=tuple(one.finding for one in self.entries),
            by=facts.by,
        )


class Grouped(NamedTuple):
    """A whole tracker: its audits, what was left out, what cannot be read, and the audits held back for that."""

    rows: int
    audits: tuple[Tracked, ...]
    finished: tuple[Tracked, ...]
    """Audits whose every action was finished, which the mapping leaves out."""
    left_out: int
    slips: tuple[Slip, ...]
    held_back: tuple[AuditId, ...]

    @property
    def entries(self) -> list[Entry]:
        """Every row that is taken in."""
        return [entry for audit in self.audits for entry in audit.entries]


def grouped(rows: Iterable[RowRead], *, takes_finished: bool) -> Grouped:
    """The audits of all rows, in the order of their first ones."""
    count, left_out = 0, 0
    slips: list[Slip] = []
    by_audit: dict[AuditId, list[Entry]] = {}
    for row in rows:
        count += 1
        if isinstance(row, list):
            slips += row
        elif isinstance(row, LeftOut):
            left_out += 1
        else:
            by_audit.setdefault(row.audit_id, []).append(row)
    slips += [slip for entries in by_audit.values() for slip in _disagreements(entries)]
    bad = {slip.audit_id for slip in slips}
    whole = [Tracked(audit_id, tuple(entries)) for audit_id, entries in by_audit.items() if audit_id not in bad]
    finished = [] if takes_finished else [one for one in whole if _is_finished(one)]
    out = {one.audit_id for one in finished}
    return Grouped(
        rows=count,
        audits=tuple(one for one in whole if one.audit_id not in out),
        finished=tuple(finished),
        left_out=left_out,
        slips=tuple(sorted(slips, key=lambda one: (one.row, one.column))),
        held_back=tuple(sorted(one for one in bad if one)),
    )


def _is_finished(audit: Tracked) -> bool:
    return all(entry.course.status == names.VERIFIED for entry in audit.entries)


def _disagreements(entries: Sequence[Entry]) -> list[Slip]:
    """Where rows of one audit contradict each other, or say one thing twice."""
    first = entries[0]
    slips = [slip for entry in entries[1:] if (slip := _other_facts(first, entry))]
    seen: dict[object, int] = {}
    for entry in entries:
        finding = entry.finding
        for what, same in (
            ("outcome", (finding.standard, finding.outcome or finding.text, finding.safety)),
            ("reference", finding.finding_id),
        ):
            if same is not None and (row := seen.setdefault(same, entry.row)) != entry.row:
                slips.append(_slip(entry, f"action.{what}", f"row {row} says the same: keep one of them."))
    if len(entries) > MOST_FINDINGS:
        slips.append(_slip(first, "audit.id", f"{len(entries)} rows are one audit: at most {MOST_FINDINGS} can be."))
    return slips


def _other_facts(first: Entry, entry: Entry) -> Slip | None:
    for name in first.facts._fields:
        one, other = getattr(first.facts, name), getattr(entry.facts, name)
        if one != other:
            said = f"it says {other}, where row {first.row} of the same audit says {one}: correct either."
            return _slip(entry, f"audit.{FACTS.get(name, name)}", said)
    return None


def _slip(entry: Entry, column: str, sentence: str) -> Slip:
    return Slip(entry.row, column, sentence, entry.audit_id)
