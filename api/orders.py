"""A command in people's own words becomes one that only refers to them."""

from typing import Annotated, Any, NamedTuple

from pydantic import Field, TypeAdapter, ValidationError

from api.errors import BadInput
from api.openings import Keep
from domain.commands import LaterCommand
from domain.values import Key

WORDS = ("note", "reason", "outcome", "title", "text")
"""Fields that hold what somebody wrote."""
_COMMAND: TypeAdapter[LaterCommand] = TypeAdapter(Annotated[LaterCommand, Field(discriminator="kind")])


class Order(NamedTuple):
    """A command as somebody gives it: `fields` are the command's own, with plain words instead of references.

    Each piece of evidence is a dict of `reference` (words) and `digest`.
    """

    command_id: Key
    by: Key
    kind: str
    fields: dict[str, Any]


def words_of(order: Order) -> list[str]:
    """What must be kept before the command can be sent."""
    said = [order.fields[field] for field in WORDS if order.fields.get(field)]
    return [*said, *(one["reference"] for one in order.fields.get("evidence", ()))]


def command_of(order: Order, keep: Keep) -> LaterCommand:
    """The command, its words by reference; raises BadInput that says which field to put right."""
    fields = {name: value for name, value in order.fields.items() if value is not None}
    fields |= {field: keep(fields[field]) for field in WORDS if fields.get(field)}
    if "evidence" in fields:
        fields["evidence"] = [{**one, "reference": keep(one["reference"])} for one in fields["evidence"]]
    given = {**fields, "kind": order.kind, "command_id": order.command_id, "by": order.by}
    try:
        return _COMMAND.validate_python(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"][1:]) or order.kind
        raise BadInput(f"{order.kind} {place}", f"{first['msg']}.") from None
