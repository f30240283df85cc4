"""What happens to a complaint, and words that its story must have."""

from datetime import date

from domain import events as e
from domain.complaint import Complaint
from tests.domain.returns_told import DUE, HEAD, MORNING, NOTE, planned

_COMPLAINT = Complaint(received_on=date(2026, 11, 2), reference="C-9", text=NOTE)
COMPLAINTS: list[tuple[e.AnyEvent, str]] = [
    (
        planned(audit_kind="complaint", complaint=_COMPLAINT),
        "audit of child-17. The complaint was received on Monday 2 November 2026 as C-9: “the plan was missing”.",
    ),
    (
        e.ResponseExtended(**DUE, before=MORNING, reason=NOTE),
        "Maya Brook extended the response to the complaint, now due by the end of Friday 6 November 2026, first by ",
    ),
    (
        e.FindingNoted(**HEAD, finding_id="p-1", standard="visits", is_met=False, answer="partly_upheld", text=NOTE),
        "Point p-1, about the standard ‘visits’, was partly upheld: “the plan was missing”.",
    ),
    (
        e.FindingLeft(**HEAD, finding_id="p-2", because="not_upheld"),
        "Finding p-2 got no action of its own: it was not upheld.",
    ),
]
