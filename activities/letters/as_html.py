"""A message as a page: headings, lists and tables that a screen reader can walk, and nothing fetched from anywhere."""

from html import escape

from activities.message import Block, Commands, Facts, Heading, Link, Message, Paragraph

_BODY = "font-family: Arial, sans-serif; font-size: 16px; line-height: 1.5; color: #0b0c0c; max-width: 42em"
_PRE = "white-space: pre-wrap; background: #f3f2f1; padding: 8px; font-size: 14px"
_LABEL = "text-align: left; vertical-align: top; padding-right: 16px"


def html_of(message: Message) -> str:
    """The whole page; every word that came from anywhere is escaped."""
    title = escape(message.title)
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title></head>',
            f'<body style="{_BODY}">',
            f'<h1 style="font-size: 22px">{title}</h1>',
            f"<p>{escape(message.greeting)}</p>",
            *(_block(block) for block in message.blocks),
            "<hr>",
            *(f"<p>{escape(one)}</p>" for one in message.foot),
            "</body></html>",
            "",
        ]
    )


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            written = f"<h{level}>{escape(text)}</h{level}>"
        case Paragraph(text):
            written = f"<p>{escape(text)}</p>"
        case Facts(rows):
            written = "\n".join(["<table>", *(_row(label, fact) for label, fact in rows), "</table>"])
        case Link(text, url):
            written = f'<p><a href="{escape(url)}">{escape(text)}</a></p>'
        case _:
            written = _commands(block)
    return written


def _commands(commands: Commands) -> str:
    told = [f"<p>{escape(step.heading)}</p>\n{_lines(step.lines)}" for step in commands.steps]
    return "\n".join([*told, *([f"<p>{escape(commands.note)}</p>"] if commands.note else [])])


def _row(label: str, fact: str) -> str:
    return f'<tr><th scope="row" style="{_LABEL}">{escape(label)}</th><td>{escape(fact)}</td></tr>'


def _lines(lines: tuple[str, ...]) -> str:
    return f'<pre style="{_PRE}">{escape(chr(10).join(lines))}</pre>'
