"""Which audits somebody may be shown, as the database is asked for them."""

from typing import Any, NamedTuple


class Scope(NamedTuple):
    """Audits of these teams, of these auditors, or with an action of these owners; or all.

    Never those that a restriction hides from `person`; without a person, those too: somebody has entered them before.
    """

    person: str | None
    is_everything: bool = False
    teams: frozenset[str] = frozenset()
    auditors: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()

    def parameters(self) -> dict[str, Any]:
        """For a statement that holds `condition`."""
        return {
            "scope_person": self.person,
            "scope_teams": sorted(self.teams),
            "scope_auditors": sorted(self.auditors),
            "scope_owners": sorted(self.owners),
        }

    def condition(self, audit_id: str) -> str:
        """A condition on the column of this name. Looked-up lists, not alternatives: so the indexes serve."""
        hidden = "true" if self.person is None else _NOT_HIDDEN.format(audit_id)
        return hidden if self.is_everything else f"{hidden} and {_NEAR.format(audit_id)}"


_NOT_HIDDEN = "not exists (select from restrictions r where r.audit_id = {} and not :scope_person = any(r.named))"
_NEAR = """{} in (
    select audit_id from audits where team = any(:scope_teams)
    union select audit_id from audits where auditor = any(:scope_auditors)
    union select audit_id from actions where owner = any(:scope_owners)
)"""
