"""Proposals in the tables: made once, added to while nobody has decided, decided once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.proposal import About, Proposal, Unmet
from domain.sending import Leaving
from domain.values import AuditId, TextRef
from storage.letter import DECIDED
from storage.writing import written

# The evidence rides along as one array, so that a proposal is always read whole.
_READ = """
    select p.proposal_id, p.framework, p.version, p.standard, p.of, p.place, p.status, p.proposed_at, p.step,
        p.told_at, p.decided_at, p.decided_by, p.reason_text, x.digest as reason_digest, p.audit_id,
        coalesce((
            select jsonb_agg(jsonb_build_object('audit_id', e.audit_id, 'team', e.team, 'found_at', e.found_at)
                order by e.found_at, e.audit_id)
            from proposal_evidence e where e.proposal_id = p.proposal_id
        ), '[]') as evidence
    from proposals p left join texts x on x.text_id = p.reason_text where {} order by p.proposed_at, p.proposal_id
"""
_OF = text(_READ.format("p.framework = :framework"))
_ONE = text(_READ.format("p.proposal_id = :proposal_id"))
_OPENED = text(_READ.format("p.audit_id = :audit_id"))
_ALL = text(_READ.format("cast(:status as text) is null or p.status = :status"))
_LOCK = text("select from proposals where proposal_id = :proposal_id for no key update")
_FREE = text("""
    select proposal_id from proposals where framework = :framework and status = 'undecided'
    for no key update skip locked
""")
_KEEP = text("""
    insert into proposals (proposal_id, framework, version, standard, of, place, status, proposed_at, step)
    values (:proposal_id, :framework, :version, :standard, :of, :place, 'undecided', :proposed_at, 0)
    on conflict do nothing
""")
_ADD = text("""
    insert into proposal_evidence (proposal_id, audit_id, team, found_at, added_at)
    select :proposal_id, given.audit_id, given.team, given.found_at, :at
    from jsonb_to_recordset(cast(:evidence as jsonb)) as given(audit_id text, team text, found_at timestamptz)
    on conflict do nothing
""")
_TOLD = text("update proposals set step = step + 1, told_at = :at where proposal_id = :proposal_id and step = :step")
_NOTICE = text("""
    insert into outbox
        (notice_id, audit_id, seq, notice, role, person, stands_in_for, is_urgent, state, due_at, is_digested,
        channel)
    values (:notice_id, :proposal_id, :seq, :notice, :role, :person, :stands_in_for, false, 'waiting', :due_at,
        :is_digested, :channel)
    on conflict do nothing
""")
_DECIDE = text("""
    update proposals set status = :status, decided_at = :decided_at, decided_by = :decided_by,
        reason_text = :reason, audit_id = :audit_id
    where proposal_id = :proposal_id and status = 'undecided'
""")
_QUIET = text("""
    update outbox set state = 'stale', stale_because = :because, leased_by = null, leased_until = null
    where audit_id = :proposal_id and state in ('waiting', 'leased', 'dead')
""")


class Hearer(NamedTuple):
    """Who is told of a proposal, by which notice and as what, and for whom they stand in."""

    notice: str
    role: str
    person: str
    stands_in_for: str | None
    channel: str


async def of_framework(connection: AsyncConnection, framework: str) -> list[Proposal]:
    """All that were ever made by a framework, the oldest first."""
    return [_proposal(row) for row in (await connection.execute(_OF, {"framework": framework})).mappings()]


async def every(connection: AsyncConnection, status: str | None = None) -> list[Proposal]:
    """All of them, or those in one place, the oldest first."""
    return [_proposal(row) for row in (await connection.execute(_ALL, {"status": status})).mappings()]


async def one(connection: AsyncConnection, proposal_id: AuditId, *, is_locked: bool = False) -> Proposal | None:
    """One of them; locked, nobody else decides it until the transaction ends."""
    if is_locked:
        await connection.execute(_LOCK, {"proposal_id": proposal_id})
    row = (await connection.execute(_ONE, {"proposal_id": proposal_id})).mappings().one_or_none()
    return _proposal(row) if row else None


async def that_opened(connection: AsyncConnection, audit_id: AuditId) -> Proposal | None:
    """The proposal that this audit was opened for."""
    row = (await connection.execute(_OPENED, {"audit_id": audit_id})).mappings().one_or_none()
    return _proposal(row) if row else None


async def free(connection: AsyncConnection, framework: str) -> frozenset[AuditId]:
    """The undecided ones that nobody is deciding at this moment: nobody does until the transaction ends."""
    return frozenset((await connection.execute(_FREE, {"framework": framework})).scalars())


async def keep(connection: AsyncConnection, proposal_id: AuditId, about: About, version: int, at: datetime) -> None:
    """Makes a proposal, without evidence yet; one that is there stays as it is."""
    given = about.model_dump() | {"proposal_id": proposal_id, "version": version, "proposed_at": at}
    await connection.execute(_KEEP, given)


async def add(connection: AsyncConnection, proposal_id: AuditId, evidence: Iterable[Unmet], at: datetime) -> None:
    """Adds evidence to a proposal; what it has it has once."""
    rows = written(one.model_dump(mode="json") for one in evidence)
    await connection.execute(_ADD, {"proposal_id": proposal_id, "evidence": rows, "at": at})


async def told(connection: AsyncConnection, proposal: Proposal, at: datetime) -> None:
    """Its next step was taken, whether or not anybody was found."""
    await connection.execute(_TOLD, {"proposal_id": proposal.proposal_id, "step": proposal.step, "at": at})


async def notify(connection: AsyncConnection, proposal: Proposal, hearer: Hearer, when: Leaving) -> None:
    """Puts a notice into the outbox; the same step never twice."""
    seq = proposal.step + 1
    notice_id = f"{proposal.proposal_id}/{seq}/{hearer.notice}/{hearer.person}"
    about = {"notice_id": notice_id, "proposal_id": proposal.proposal_id, "seq": seq}
    await connection.execute(_NOTICE, {**about, **hearer._asdict(), "due_at": when.at, "is_digested": when.is_digested})


async def decide(connection: AsyncConnection, decided: Proposal) -> None:
    """Keeps what was decided of it, and by whom; of what has not left yet nobody hears any more."""
    given = decided.model_dump(include={"proposal_id", "status", "decided_by", "decided_at", "audit_id"})
    given = {"audit_id": None, **given, "reason": decided.reason.id if decided.reason else None}
    await connection.execute(_DECIDE, given)
    await connection.execute(_QUIET, {"proposal_id": decided.proposal_id, "because": DECIDED})


def _proposal(row: Any) -> Proposal:
    given = dict(row)
    about = About(**{name: given.pop(name) for name in About.model_fields})
    text_id, digest = given.pop("reason_text"), given.pop("reason_digest")
    reason = TextRef(id=text_id, digest=digest or "") if text_id else None
    return Proposal(**given, about=about, reason=reason)
