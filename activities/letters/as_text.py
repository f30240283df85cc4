"""A message as plain text, for those who read their mail so."""

from textwrap import wrap

from activities.message import Block, Commands, Facts, Heading, Link, Message, Paragraph

_WIDTH = 76  # columns: a mail is read on anything
_UNDER = {2: "=", 3: "-"}


def text_of(message: Message) -> str:
    """The whole text; command lines are never broken, so that they can be copied."""
    foot = "\n".join(_paragraph(one) for one in message.foot)
    return "\n\n".join([message.greeting, *(_block(block) for block in message.blocks), foot]) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            written = f"{text}\n{_UNDER[level] * len(text)}"
        case Paragraph(text):
            written = _paragraph(text)
        case Facts(rows):
            margin = max(len(label) for label, _ in rows) + 2
            written = "\n".join(f"{label:{margin}}{fact}" for label, fact in rows)
        case Link(text, url):
            written = f"{text}: {url}"
        case _:
            written = _commands(block)
    return written


def _commands(commands: Commands) -> str:
    lines = [line for step in commands.steps for line in (step.heading, *(f"  {one}" for one in step.lines))]
    return "\n".join([*lines, *filter(None, [commands.note])])


def _paragraph(text: str) -> str:
    return "\n".join(wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False))
