"""The types of events that are known: what each says, which wait for each other, and which version acts on it."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from api.inbox.forms import Absence, AuditReturned, ChildsView, Complaint, Measurement

DRAFT = "https://json-schema.org/draft/2020-12/schema"


class Known(NamedTuple):
    """A type of event. Its name and its form are a promise: another form is another type."""

    name: str
    form: type[BaseModel]
    summary: str
    waits_for: str | None = None
    """The version that acts on it, while this one only keeps it."""
    line: Callable[[Any], str] | None = None
    """Of its data: events in one line are tried one after the other, in the order they came."""

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its data."""
        return {"$schema": DRAFT, "$id": f"urn:auditloop:event-type:{self.name}", **self.form.model_json_schema()}

    @property
    def waits(self) -> str | None:
        """Why nothing happens yet; None for a type that is acted on."""
        return f"It is kept until version {self.waits_for}, which acts on it by itself." if self.waits_for else None


def _audit_line(form: AuditReturned) -> str:
    return f"audit {form.audit_id}"


def _measurement_line(form: Measurement) -> str:
    return f"measurement {form.standard} {form.audit_id or ''} {form.team or ''} {form.subject or ''}"


AUDIT_RETURNED = "auditloop.audit.returned.v1"
MEASUREMENT = "auditloop.measurement.v1"
KNOWN: Mapping[str, Known] = {
    one.name: one
    for one in (
        Known(AUDIT_RETURNED, AuditReturned, "An audit was returned: it starts.", line=_audit_line),
        Known(MEASUREMENT, Measurement, "A practice standard was measured: it counts.", line=_measurement_line),
        Known("auditloop.complaint.v1", Complaint, "Somebody complained about a child's case.", "0.2"),
        Known("auditloop.childs-view.v1", ChildsView, "A child said what they think.", "0.2"),
        Known("auditloop.absence.v1", Absence, "Somebody is away.", "0.2"),
    )
}
BUILT = tuple(one.name for one in KNOWN.values() if one.waits_for is None)
"""The types that are acted on."""
UNKNOWN = "This version does not know its type: it is kept, and a version that knows it acts on it by itself."
