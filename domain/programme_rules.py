"""The section of a council's rules that says who audits how many cases each month, and which cases may come up."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field, model_validator

from domain.slips import Named, Slip, numbered
from domain.standard import FileValue, Name, Role, Roles
from domain.values import Percent


class ProgrammeRules(FileValue):
    """How each month's audits are drawn and given out."""

    audit_kind: Name = Field("case_file", description="The kind of audit that is drawn.")
    auditors: Roles = Field(min_length=1, description="Roles whose holders are each given audits.")
    most: int = Field(1, ge=1, le=20, description="Audits that one of them is given in a month, at most.")
    not_again_within: int = Field(12, ge=0, le=60, description="Months in which a record is not audited again.")
    share: Percent | None = Field(None, description="Per cent of the cases that may be drawn; or give `cases`.")
    cases: int | None = Field(None, ge=1, le=10_000, description="How many cases are drawn; or give `share`.")
    exempt_by: Role = Field(description="This role may exempt an auditor for a time.")

    @model_validator(mode="after")
    def _says_how_many(self) -> Self:
        for slip in self._unclear():
            raise slip
        return self

    def _unclear(self) -> Iterator[Slip]:
        if (self.share is None) == (self.cases is None):
            yield Slip((), "say how many cases are drawn: give either `share` or `cases`")
        if self.share == 0:
            yield Slip(("share",), "0 draws nothing: give `share` at least 1")

    def roles_named(self) -> Named:
        """Every role it names, with its place in the section."""
        yield from numbered(("auditors",), self.auditors)
        yield ("exempt_by",), self.exempt_by

    def wanted(self, drawable: int) -> int:
        """How many of so many cases are drawn, before anybody asks who audits them."""
        if self.cases is not None:
            return min(self.cases, drawable)
        return -(-drawable * (self.share or 0) // 100)
