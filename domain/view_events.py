"""What a child said, as an audit keeps it."""

from datetime import date
from typing import Literal

from domain.event import Event
from domain.values import Key, TextRef


class ChildsViewHeard(Event):
    kind: Literal["childs_view_heard"] = "childs_view_heard"
    auditor: Key
    given_on: date
    way: Key
    text: TextRef
