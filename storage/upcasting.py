"""Events as they were once written down, read as the events of today."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from domain.chain import SHAPE
from domain.events import EVENT, AnyEvent
from storage.errors import BodyUnreadable

Fields = dict[str, Any]
Upcaster = Callable[[Fields], Fields]

UPCASTERS: Mapping[int, Upcaster] = {}
"""By shape: what makes its written events into those of the next shape. Shape 1 is the first."""


def read_event(shape: int, body: str, upcasters: Mapping[int, Upcaster] = UPCASTERS, latest: int = SHAPE) -> AnyEvent:
    """The event written in `body`. Raises BodyUnreadable."""
    if shape > latest:
        raise BodyUnreadable(shape)
    try:
        if shape == latest:
            return EVENT.validate_json(body)
        fields = from_json(body)
        for step in range(shape, latest):
            fields = upcasters[step](fields)
        return EVENT.validate_python(fields, strict=False)
    except (ValidationError, ValueError, KeyError, TypeError):
        # The error would quote what somebody wrote.
        raise BodyUnreadable(shape) from None
