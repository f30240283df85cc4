"""A message as an Adaptive Card, in the envelope that a Teams workflow takes ("When a webhook request is received")."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic_core import to_json

from activities.message import Block, Commands, Facts, Heading, Link, Message, Paragraph

MOST = 24_000
"""Bytes of one card: Teams shows none above 28 KB, the envelope of its own included."""
CUT = (
    "This is too much for one card: the rest is with the audits, see `starter.py overdue` and `starter.py show AUDIT`."
)
_MARKDOWN = re.compile(r"([\\`*_\[\]~#])")
Element = dict[str, Any]


def posted(message: Message) -> bytes:
    """What is posted to the workflow's address."""
    return to_json({"type": "message", "attachments": [_attachment(card(message))]})


def card(message: Message) -> Element:
    """The card; what would make it too long to be shown is left out, and it says so."""
    title = _text(message.title, size="Large", weight="Bolder", color="Attention" if message.is_urgent else "Default")
    foot = _text(message.foot[0], isSubtle=True, size="Small") if message.foot else _text("")
    body = [title, _text(f"For {message.hearer.name}")]
    length = len(to_json([*body, foot]))
    for element in (one for block in message.blocks for one in _elements(block)):
        length += len(to_json(element)) + 1
        if length > MOST:
            body.append(_text(CUT, weight="Bolder"))
            break
        body.append(element)
    return {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "msteams": {"width": "Full"},
        "body": [*body, foot],
        "actions": [_open(message.link)] if message.link else [],
    }


def _attachment(content: Element) -> Element:
    return {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": content}


def _elements(block: Block) -> Iterator[Element]:
    match block:
        case Heading(text, level):
            yield _text(text, weight="Bolder", size="Medium" if level == 2 else "Default", separator=True)  # noqa: PLR2004
        case Paragraph(text):
            yield _text(text)
        case Facts(rows):
            facts = [{"title": _plain(label), "value": _plain(fact)} for label, fact in rows]
            yield {"type": "FactSet", "facts": facts}
        case Link():
            pass  # each card has a button for it
        case _:
            yield from _commands(block)


def _commands(commands: Commands) -> Iterator[Element]:
    for step in commands.steps:
        yield _text(step.heading)
        if step.lines:
            yield _text("\n\n".join(step.lines), fontType="Monospace")
    if commands.note:
        yield _text(commands.note, isSubtle=True)


def _text(text: str, **how: Any) -> Element:
    return {"type": "TextBlock", "text": _plain(text), "wrap": True, **how}


def _plain(text: str) -> str:
    """Words that Teams is to show as they are."""
    return _MARKDOWN.sub(r"\\\1", text)


def _open(link: Link) -> Element:
    return {"type": "Action.OpenUrl", "title": link.text, "url": link.url}
