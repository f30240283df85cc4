"""One published inspection of an authority's children's services, as a line of the file says it."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Annotated, Literal

from pydantic import Field

from api.forms import Form, Words
from domain.calendar import at_hour
from domain.values import AuditId

FRAMEWORK = "ofsted_ilacs"
MORNING = time(9)
"""London's hour at which a report counts as published."""

Judgement = Literal["outstanding", "good", "requires improvement", "inadequate"]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,40}$")]


class Inspection(Form):
    """Who was inspected, how each area was judged, and what must improve, in the inspectors' words."""

    inspection_id: AuditId
    urn: Code
    la_code: Code
    region: Code
    authority: Words
    inspection_start: date
    inspection_end: date
    published: date
    judgements: dict[str, Judgement] = Field(min_length=1)
    areas_for_improvement: tuple[Words, ...] = Field(max_length=100)

    @property
    def grades(self) -> dict[str, str]:
        """Area and grade, as the framework names them."""
        return {area: judgement.replace(" ", "_") for area, judgement in self.judgements.items()}

    @property
    def published_at(self) -> datetime:
        """The moment from which its dates run."""
        return at_hour(self.published, MORNING)

    @property
    def team(self) -> str:
        """The region, as the engine's lists group by it."""
        return f"region-{self.region.lower()}"


def later_ones(inspection: Inspection, others: Iterable[Inspection]) -> list[Inspection]:
    """The inspections of the same authority that were published after this one, oldest first."""
    later = [one for one in others if one.urn == inspection.urn and one.published > inspection.published]
    return sorted(later, key=lambda one: one.published)
