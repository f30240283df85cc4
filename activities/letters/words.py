"""What a notice says: a title for its mail, what has happened, what is asked, and the commands that answer it."""

from typing import NamedTuple


class Words(NamedTuple):
    """Sentences with places for facts in braces (see facts.py); `asks` is empty when nothing is asked.

    `title` becomes the mail's subject, so it holds no facts. `answers` name commands of answers.py.
    """

    to: str
    title: str
    says: str
    asks: str = ""
    answers: tuple[str, ...] = ()
