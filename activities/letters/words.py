"""What a notice says: a title for its mail, what has happened, what is asked, and the commands that answer it."""

from typing import NamedTuple


class Words(NamedTuple):
    """Sentences with places for facts in braces (see facts.py); `asks` is empty when nothing is asked.

    `title` becomes the mail's subject, so it holds no facts. `answers` name the commands of answers.py that the reader
    may give; `handed_on` those that only somebody else may, whom the reader asks.
    """

    to: str
    title: str
    says: str
    asks: str = ""
    answers: tuple[str, ...] = ()
    handed_on: tuple[str, ...] = ()
