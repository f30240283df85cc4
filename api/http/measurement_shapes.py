"""What the doors answer to counts that are for many audits."""

from pydantic import Field

from api.http.shapes import Shape


class AuditSaid(Shape):
    """What one audit said to the counts."""

    audit_id: str
    first: int | None = Field(None, description="The first event of its log that they made; null: it refused them.")
    last: int | None = None
    rule: str | None = Field(None, description="The rule that refused them; null: they count.")
    detail: str | None = Field(None, description="Why, in one sentence.")


class Answers(Shape):
    """Every open audit that the counts are about, and that the caller may measure in, by id."""

    audits: list[AuditSaid]
