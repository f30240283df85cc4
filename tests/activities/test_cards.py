"""A card shows words as they are, has a button for its page, and is never too long for Teams to show it."""

from typing import Any

from pydantic_core import to_json

from activities.channels.cards import CUT, MOST, card, posted
from activities.message import Block, Commands, Facts, Heading, Hearer, Link, Message, Paragraph, Step


def a_message(*blocks: Block, **fields: Any) -> Message:
    given: dict[str, Any] = {"message_id": "0" * 32, "hearer": Hearer("p-1", "p-1", None), "title": "Two notices"}
    return Message(**{**given, "is_urgent": False, "blocks": blocks, "foot": ("Why it came.",), **fields})


def texts(message: Message) -> list[str]:
    return [one["text"] for one in card(message)["body"] if one["type"] == "TextBlock"]


def test_what_teams_would_take_for_markup_is_shown_as_it_is() -> None:
    assert texts(a_message(Paragraph("a*b_c [d](e) `f` #g")))[2] == "a\\*b\\_c \\[d\\](e) \\`f\\` \\#g"


def test_every_block_is_there_in_its_order() -> None:
    steps = (Step("To read it:", ("starter.py show x-1",)), Step("To answer:"))
    blocks = (Heading("Audit x-1"), Heading("Overdue", 3), Facts((("Due", "today"),)), Commands(steps, "Fill it in."))

    made = card(a_message(*blocks, is_urgent=True))

    assert texts(a_message(*blocks)) == [
        "Two notices",
        "For p-1",
        "Audit x-1",
        "Overdue",
        "To read it:",
        "starter.py show x-1",
        "To answer:",
        "Fill it in.",
        "Why it came.",
    ]
    assert made["body"][4] == {"type": "FactSet", "facts": [{"title": "Due", "value": "today"}]}
    assert made["body"][0]["color"] == "Attention"
    assert made["actions"] == []


def test_its_page_is_a_button() -> None:
    link = Link("Read the audit", "https://audits.council.example/x-1")

    [button] = card(a_message(link, link=link))["actions"]

    assert button == {"type": "Action.OpenUrl", "title": link.text, "url": link.url}


def test_what_is_too_long_is_cut_and_says_so() -> None:
    message = a_message(*(Paragraph(f"{number} " + "long " * 100) for number in range(200)))

    made = texts(message)

    assert len(posted(message)) < MOST + 2_000
    assert made[-2].replace("\\", "") == CUT
    assert len(to_json(made)) < MOST
