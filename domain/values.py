"""What every value of the rules is made of: frozen, small when written down, free text only by reference."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
)
from typing_extensions import override

from domain.durations import Duration

AuditId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,64}$")]
"""Becomes the workflow id, so it is never derived from a name."""

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._/:-]{1,128}$")]
"""An id of ours or of the council's: person, action, finding, standard, command."""


class Value(BaseModel):
    """A frozen value whose written form leaves out every field that still has its default.

    Values travel in workflow history and are hashed in the log: what a field's default says is not said again, and a
    field added later does not change what older values look like.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True)
    _defaults: ClassVar[dict[str, Any]] = {}

    @classmethod
    @override
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        cls._defaults = {
            name: _as_written(field.default)
            for name, field in cls.model_fields.items()
            if not field.is_required() and field.default_factory is None and name != "kind"
        } | {name: {} for name, field in cls.model_fields.items() if field.default_factory is not None}
        # A file is written with its own keys.
        cls._defaults |= {
            field.alias: cls._defaults[name]
            for name, field in cls.model_fields.items()
            if field.alias and name in cls._defaults
        }

    @override
    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """As pydantic's, which takes three times as long: folding a log is little else."""
        if deep:
            return super().model_copy(update=update, deep=deep)
        changed = update or {}
        copied = self.__class__.__new__(self.__class__)
        # Frozen, so it is filled in past its own __setattr__, just as pydantic does.
        fill = object.__setattr__
        fill(copied, "__dict__", {**self.__dict__, **changed})
        fill(copied, "__pydantic_fields_set__", {*self.__pydantic_fields_set__, *changed})
        fill(copied, "__pydantic_extra__", None)
        fill(copied, "__pydantic_private__", None)
        return copied

    @model_serializer(mode="wrap")
    def _without_defaults(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        defaults = self._defaults
        written: dict[str, Any] = handler(self)
        return {
            name: value
            for name, value in written.items()
            if name not in defaults or (list(value) if isinstance(value, tuple) else value) != defaults[name]
        }


def _as_written(default: Any) -> Any:
    if isinstance(default, Duration):
        return str(default)
    return [] if default == () else default


class TextRef(Value):
    """Where somebody's words are kept: the row in `texts` and the salted digest of what it says.

    Only the reference travels, so that the words can be erased and the chain of events stays whole.
    """

    id: str
    digest: str


Wording = str | TextRef
"""A sentence of the framework (plain), or a person's own words (by reference)."""

Percent = Annotated[int, Field(ge=0, le=100)]
