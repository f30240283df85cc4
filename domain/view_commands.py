"""What a child said reaches the audit of their case."""

from datetime import date
from typing import Literal

from domain.command import Command
from domain.values import Key, TextRef


class HearView(Command):
    """A child's own view, at any time and by whichever way it came."""

    kind: Literal["hear_view"] = "hear_view"
    given_on: date
    way: Key
    text: TextRef
