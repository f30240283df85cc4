"""What a parcel says, ready for any channel: a title that names nobody, and blocks of plain words."""

from typing import NamedTuple

from domain.values import Key


class Heading(NamedTuple):
    """What the blocks after it are about; level 2 is an audit, 3 one notice of it."""

    text: str
    level: int = 2


class Paragraph(NamedTuple):
    """Sentences."""

    text: str


class Facts(NamedTuple):
    """Labels and facts, one a line."""

    rows: tuple[tuple[str, str], ...]


class Link(NamedTuple):
    """Where more is to be read; `text` says what is there."""

    text: str
    url: str


class Step(NamedTuple):
    """What one may do, and the command lines that do it."""

    heading: str
    lines: tuple[str, ...] = ()


class Commands(NamedTuple):
    """How to read more and how to answer; `note` explains what the lines leave open."""

    steps: tuple[Step, ...]
    note: str = ""


Block = Heading | Paragraph | Facts | Link | Commands


class Hearer(NamedTuple):
    """To whom it goes; the directory knows no `name` of somebody who is not in it."""

    person: Key
    name: str | None
    mail: str | None


class Message(NamedTuple):
    """A parcel in words: rendered once, handed to a channel as it is.

    `message_id` (32 hex digits) is the same at every try, so that whoever gets it twice can drop the second. `title`
    holds ids at most and may be shown anywhere; the blocks are for the hearer alone. `link` is the first of its pages.
    """

    message_id: str
    hearer: Hearer
    title: str
    is_urgent: bool
    blocks: tuple[Block, ...]
    foot: tuple[str, ...] = ()
    """Why it came and from whom, below everything else."""
    link: Link | None = None

    @property
    def greeting(self) -> str:
        """How it begins."""
        return f"Dear {self.hearer.name}"
