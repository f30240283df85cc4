"""More time for the answer to a complaint."""

from typing import Literal

from domain.command import Command
from domain.values import TextRef


class ExtendResponse(Command):
    """The law's longer time for a complaint that cannot be answered sooner: once, and with a reason."""

    kind: Literal["extend_response"] = "extend_response"
    reason: TextRef | None = None
