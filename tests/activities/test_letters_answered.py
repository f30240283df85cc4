"""The commands in a letter work as they are written, and its reader may give those that bear the reader's name."""

import shlex
from email import message_from_bytes
from email.policy import SMTP, default
from typing import Any

import pytest
from typer import Typer
from typer.main import get_command

from activities.letters.answers import PROGRAM
from activities.letters.catalogue import CATALOGUE
from api.command_line.acting import act
from api.command_line.commands import order_of
from api.orders import Order
from tests.activities.letters_of_each_kind import a_letter
from tests.activities.mails import mail_of, text_in

ASKING = [name for name, words in CATALOGUE.items() if words.asks]
CHECKS = ["checking", "check_reminder", "check_overdue", "escalation_check", "escalation_handover", "handed_over"]
OPTIONS = {"met_count": "met-count", "period_from": "from", "period_to": "to"}


def text_of(notice: str, **facts: Any) -> str:
    return text_in(mail_of(a_letter(notice, **facts)))


def commands_in(text: str) -> list[str]:
    return [line.removeprefix(f"  {PROGRAM} ") for line in text.splitlines() if f"{PROGRAM} act" in line]


def order_in(line: str) -> Order:
    """The order that the program makes of this line, once the day and the number are filled in."""
    program = Typer()
    program.command()(act)
    words = shlex.split(line.replace("YYYY-MM-DD", "2026-10-01").replace("NUMBER", "10"))[1:]
    given = {key: value for key, value in get_command(program).make_context("act", words).params.items() if value}
    name, action = given.pop("command"), given.pop("action", None)
    given.pop("audit_id")
    options = {OPTIONS.get(key, key): value for key, value in given.items() if key != "by"}
    return order_of(name, action, options, by=given["by"], command_id="c-1")


def test_a_claim_is_verified_or_sent_back_with_a_reason() -> None:
    assert commands_in(text_of("claimed")) == [
        "act x-1 verify a-1 --by p-1",
        'act x-1 send-back a-1 --reason "WORDS" --by p-1',
    ]


@pytest.mark.parametrize("notice", CHECKS)
def test_a_check_is_handed_on_standard_by_standard(notice: str) -> None:
    counts = "--from YYYY-MM-DD --to YYYY-MM-DD --met-count NUMBER --total NUMBER"

    text = text_of(notice)

    assert "chronology_current, risk_analysed" in " ".join(text.split())
    assert commands_in(text) == [
        'act x-1 judge --standard chronology_current --met --note "WORDS" --by PERSON',
        'act x-1 judge --standard risk_analysed --met --note "WORDS" --by PERSON',
        f"act x-1 measure --standard risk_analysed {counts} --by PERSON",
    ]


def test_a_check_that_was_settled_on_the_way_can_still_be_told() -> None:
    text = text_of("check_overdue", unmet=(), measured=())

    assert "none is unmet any more" in " ".join(text.split())
    assert commands_in(text) == []


@pytest.mark.parametrize("notice", ASKING)
def test_every_letter_that_asks_something_shows_commands(notice: str) -> None:
    text = text_of(notice)

    apart = ("return FILE", "proposals open x-1", 'note x-1 "WORDS"')
    assert commands_in(text) or any(f"  {PROGRAM} {one} --by p-1\n" in text for one in apart)


@pytest.mark.parametrize("notice", ASKING)
def test_every_command_is_one_that_the_program_takes(notice: str) -> None:
    orders = [order_in(line) for line in commands_in(text_of(notice))]

    assert {order.by for order in orders} <= {"p-1", "PERSON"}


@pytest.mark.parametrize("notice", ["checking", "overdue"])
@pytest.mark.parametrize("name", ["Olwen Example", "Siân Example"])
def test_no_command_is_broken_in_the_mails_file(notice: str, name: str) -> None:
    mail = mail_of(a_letter(notice, name=name))

    written = mail.as_bytes(policy=SMTP)

    arrived = commands_in(text_in(message_from_bytes(written, policy=default)))
    assert arrived
    assert arrived == commands_in(written.decode().partition("text/html")[0])


def test_a_line_that_no_mail_server_would_take_still_arrives_whole() -> None:
    title = "long " * 300

    mail = mail_of(a_letter(title=title))

    assert max(map(len, mail.as_bytes(policy=SMTP).splitlines())) < 990
    assert title in text_in(mail)
