"""Which audits somebody may be shown, as the database is asked for them."""

from typing import Any, NamedTuple

from storage.blind import ANYBODY, Reader


class Scope(NamedTuple):
    """Audits of these teams, of these auditors, or with an action of these owners; or all.

    Never those that a restriction hides from `person`; without a person, those too: somebody has entered them before.
    """

    person: str | None
    is_everything: bool = False
    teams: frozenset[str] = frozenset()
    auditors: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    reader: Reader = ANYBODY
    """Who is shown them, for what they must not be shown yet."""

    def parameters(self) -> dict[str, Any]:
        """For a statement that holds `condition`."""
        return {
            "scope_person": self.person,
            "scope_teams": sorted(self.teams),
            "scope_auditors": sorted(self.auditors),
            "scope_owners": sorted(self.owners),
            **self.reader.parameters(),
        }

    def known(self, audit_id: str) -> str:
        """A condition on the column of this name: is the audit not hidden from them? Near it they need not be."""
        return "true" if self.person is None else _NOT_HIDDEN.format(audit_id)

    def condition(self, audit_id: str) -> str:
        """A condition on the column of this name."""
        hidden = self.known(audit_id)
        if self.is_everything:
            return hidden
        near = _NEAR if len(self.owners) <= FEW else _NEAR_ONE_BY_ONE
        return f"{hidden} and {near.format(audit_id)}"


FEW = 40
"""People around whom the audits are looked up; around more, a page is full sooner if one after another is tried."""
_NOT_HIDDEN = "not exists (select from restrictions r where r.audit_id = {} and not :scope_person = any(r.named))"
_NEAR = """{} in (
    select audit_id from audits where team = any(:scope_teams)
    union select audit_id from audits where auditor = any(:scope_auditors)
    union select audit_id from actions where owner = any(:scope_owners)
)"""
_NEAR_ONE_BY_ONE = """(
    select s.team = any(:scope_teams) or s.auditor = any(:scope_auditors) or exists (
        select from actions o where o.audit_id = s.audit_id and o.owner = any(:scope_owners)
    ) from audits s where s.audit_id = {}
)"""
