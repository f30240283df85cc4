"""Who must not be shown the first grade of an audit: whoever may still be asked for the second.

`domain/moderation_authority.py` says who that is; here the same is asked of the tables.
"""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection


class Reader(NamedTuple):
    """Somebody who is shown audits, with the roles they stand in for, too."""

    person: str = ""
    roles: frozenset[str] = frozenset()
    team: str | None = None

    def parameters(self) -> dict[str, Any]:
        """For a statement that holds `BLIND`."""
        return {"reader": self.person, "reader_roles": sorted(self.roles), "reader_team": self.team}


ANYBODY = Reader()
"""Whoever is shown all there is, such as on the machine itself."""


class Look(NamedTuple):
    """At which moment something is looked at, and by whom."""

    now: datetime
    reader: Reader


def blind(person: str, roles: str, team: str) -> str:
    """A condition on an audit `a`: is somebody of this id, these roles and this team blind to it?"""
    return (
        f"(a.second_grade_by is not null and a.second_grade_by = any({roles}) and a.auditor <> {person} "
        f"and a.team is distinct from {team} and not exists "
        f"(select from actions own where own.audit_id = a.audit_id and own.owner = {person}))"
    )


BLIND = blind("cast(:reader as text)", "cast(:reader_roles as text[])", "cast(:reader_team as text)")
_IS_BLIND = text(f"select {BLIND} from audits a where a.audit_id = :audit_id")  # noqa: S608 - a condition of ours
MASKED = {
    "overall": f"case when {BLIND} then '' else a.overall end as overall",
    "next_moment": f"case when not {BLIND} then a.next_moment end as next_moment",
    "check_due_at": f"case when not {BLIND} then a.check_due_at end as check_due_at",
    "is_blind": f"{BLIND} as is_blind",
}
"""Columns of an audit that would tell its grade, or hint at it: an overdue date is as long as the grade is good."""


async def is_blind(connection: AsyncConnection, audit_id: str, reader: Reader) -> bool:
    """Must this reader not be shown what this audit found?"""
    return bool(await connection.scalar(_IS_BLIND, {"audit_id": audit_id, **reader.parameters()}))
