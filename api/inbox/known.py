"""The types of events that are known: what each says, which wait for each other, and which version acts on it."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from api.inbox.forms import Absence, AuditReturned, ChildsView, Complaint
from api.measurement import Measurement
from api.practice import ComplimentForm

DRAFT = "https://json-schema.org/draft/2020-12/schema"


class Order(NamedTuple):
    """What an event changes, and what earlier events must have been about for it to be tried after them."""

    about: tuple[str, ...] = ()
    awaits: tuple[str, ...] = ()


class Known(NamedTuple):
    """A type of event. Its name and its form are a promise: another form is another type."""

    name: str
    form: type[BaseModel]
    summary: str
    waits_for: str | None = None
    """The version that acts on it, while this one only keeps it."""
    order: Callable[[Any], Order] | None = None
    """By its data."""

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its data."""
        return {"$schema": DRAFT, "$id": f"urn:auditloop:event-type:{self.name}", **self.form.model_json_schema()}

    @property
    def waits(self) -> str | None:
        """Why nothing happens yet; None for a type that is acted on."""
        return f"It is kept until version {self.waits_for}, which acts on it by itself." if self.waits_for else None


def _order_of_return(form: AuditReturned) -> Order:
    audit = f"audit {form.audit_id}"
    return Order(about=(audit, f"team {form.team}", f"subject {form.subject}"), awaits=(audit,))


def _order_of_measurement(form: Measurement) -> Order:
    # Months count in order, and in audits that were returned before.
    target = next(f"{one} {name}" for one, name in form.targets.items() if name)
    counts = f"{form.standard} of {target}"
    return Order(about=(counts,), awaits=(counts, target))


def _order_of_view(form: ChildsView) -> Order:
    # What waits until an audit is open must hold up nothing else.
    return Order(awaits=(f"subject {form.subject}",))


def _order_of_complaint(form: Complaint) -> Order:
    # A view that was told after it waits for it: then its audit is there to hear it.
    complaint = f"complaint {form.complaint_id}"
    return Order(about=(complaint, f"subject {form.subject}"), awaits=(complaint,))


def _order_of_absence(form: Absence) -> Order:
    return Order(about=(f"absence of {form.person}",), awaits=(f"absence of {form.person}",))


ABSENCE = "auditloop.absence.v1"
AUDIT_RETURNED = "auditloop.audit.returned.v1"
MEASUREMENT = "auditloop.measurement.v1"
COMPLAINT = "auditloop.complaint.v1"
CHILDS_VIEW = "auditloop.childs-view.v1"
COMPLIMENT = "auditloop.compliment.v1"
KNOWN: Mapping[str, Known] = {
    one.name: one
    for one in (
        Known(AUDIT_RETURNED, AuditReturned, "An audit was returned: it starts.", order=_order_of_return),
        Known(MEASUREMENT, Measurement, "A practice standard was measured: it counts.", order=_order_of_measurement),
        Known(
            COMPLAINT, Complaint, "Somebody complained about a child's case: it is answered.", order=_order_of_complaint
        ),
        Known(CHILDS_VIEW, ChildsView, "A child said what they think: their auditor hears it.", order=_order_of_view),
        Known(COMPLIMENT, ComplimentForm, "Somebody praised what was done: it is kept as good practice."),
        Known(ABSENCE, Absence, "Somebody is away: deputies are told instead.", order=_order_of_absence),
    )
}
BUILT = tuple(one.name for one in KNOWN.values() if one.waits_for is None)
"""The types that are acted on."""
UNKNOWN = "This version does not know its type: it is kept, and a version that knows it acts on it by itself."
