"""A mail says in plain words what happened and what is asked; its subject names nobody, and its id never changes."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default

import pytest

from activities.letters import table
from activities.letters.catalogue import CATALOGUE
from activities.undelivered import NoMailAddress, NoSuchPerson, Unwritable
from domain.notices import wanted
from tests.activities.letters_of_each_kind import DUE, EVENTS, NINE, OF_PROPOSALS, a_letter
from tests.activities.mails import mail_of, text_in

OVERDUE = """\
Dear Olwen Example

Your action was due by the end of Friday 6 November 2026 and is not claimed
done.

Finish it now and claim it done. If something stands in your way, tell your
manager today: the people above you are told next.

Action   a-1: Write the chronology up to date
Owner    Ottilie Example
Due      by the end of Friday 6 November 2026
Audit    x-1
Kind     case file
About    case-12
Team     north
Overall  requires improvement

To read the whole story, people's own words included:
  .venv/bin/python starter.py history x-1
To claim it done:
  .venv/bin/python starter.py act x-1 claim a-1 --evidence FILE --note "WORDS" --by p-1
(Words in capitals stand for what is to be filled in.)

You get this letter as owner.
A program sent this letter; nobody reads answers sent to it by mail.
"""


def as_received(mail: EmailMessage) -> EmailMessage:
    return message_from_bytes(mail.as_bytes(policy=SMTP), policy=default)


def test_an_overdue_letter_reads_as_people_write() -> None:
    mail = as_received(mail_of(a_letter("overdue")))

    assert mail["Subject"] == "An action of yours is overdue (audit x-1, action a-1)"
    assert mail["To"] == "Olwen Example <olwen@council.example>"
    assert mail["Date"].datetime == NINE
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "multipart/alternative"
    assert text_in(mail) == OVERDUE


def test_every_notice_that_the_rules_ask_for_has_its_words_and_no_others_have() -> None:
    asked = {one.notice for event in EVENTS.values() for one in wanted(event)}

    assert asked | {"mentioned"} == set(EVENTS) == set(CATALOGUE) - OF_PROPOSALS


@pytest.mark.parametrize("notice", CATALOGUE)
def test_every_letter_can_be_written_and_its_subject_names_nobody(notice: str) -> None:
    mail = as_received(mail_of(a_letter(notice)))

    named = [word for word in ("Olwen", "Ottilie", "case-12", "p-1", "chronology", "north") if word in mail["Subject"]]
    assert named == []
    assert "{" not in text_in(mail)
    assert text_in(mail).startswith("Dear Olwen Example\n")


def test_an_urgent_letter_says_so_before_it_is_opened() -> None:
    mail = mail_of(a_letter("safety"))

    assert mail["Subject"] == "URGENT: A safety concern is yours to deal with (audit x-1, action a-1)"
    assert mail["Importance"] == "high"


def test_the_id_of_a_mail_is_the_same_at_each_try_and_different_for_each_notice() -> None:
    first = mail_of(a_letter("overdue"))
    again = mail_of(a_letter("overdue", attempts=3), now=NINE + timedelta(days=1))
    other = mail_of(a_letter("reminder"))

    assert first["Message-ID"] == again["Message-ID"] != other["Message-ID"]
    assert first["Message-ID"].endswith("@council.example>")
    assert "p-1" not in first["Message-ID"]


def test_a_date_that_moved_is_shown_beside_the_first_one() -> None:
    text = text_in(mail_of(a_letter(original_due_at=DUE - timedelta(days=7))))

    assert "First due  by the end of Friday 30 October 2026" in text


@pytest.mark.parametrize(
    ("due_at", "said"),
    [
        (datetime(2026, 7, 31, 23, 0, tzinfo=UTC), "by the end of Friday 31 July 2026"),
        (datetime(2026, 7, 31, 8, 0, tzinfo=UTC), "by Friday 31 July 2026 at 9:00am"),
    ],
)
def test_moments_are_said_as_london_says_them(due_at: datetime, said: str) -> None:
    event = EVENTS["reminder"].model_copy(update={"due_at": due_at})

    text = text_in(mail_of(a_letter("reminder", body=event.model_dump_json())))

    assert f"Your action is due {said}." in " ".join(text.split())


def test_an_action_in_a_persons_own_words_is_not_quoted() -> None:
    text = text_in(mail_of(a_letter(title=None)))

    assert "Action   a-1: worded by a person: read it with the audit" in text


def test_a_letter_links_to_the_audits_page_where_there_are_pages() -> None:
    text = text_in(mail_of(a_letter(), pages="https://audits.council.example/"))

    assert "https://audits.council.example/audits/x-1\n" in text


def test_names_that_need_more_than_ascii_arrive_whole() -> None:
    mail = as_received(mail_of(a_letter(name="Siân Example\nBcc: x")))

    assert mail["To"].addresses[0].display_name == "Siân Example Bcc: x"
    assert mail["Bcc"] is None


@pytest.mark.parametrize("mail", ["", "olwen", "a b@council.example", "o@c.example\nBcc: x@c.example", None])
def test_an_address_that_cannot_be_written_to_is_refused(mail: str | None) -> None:
    with pytest.raises(NoMailAddress):
        mail_of(a_letter(mail=mail))


def test_a_person_the_directory_does_not_know_is_refused() -> None:
    with pytest.raises(NoSuchPerson):
        mail_of(a_letter(name=None, mail=None))


@pytest.mark.parametrize("facts", [{"notice": "unheard_of"}, {"body": None}, {"body": "{"}])
def test_a_letter_without_words_or_event_says_so_and_no_more(facts: dict[str, str | None]) -> None:
    letter = a_letter().model_copy(update=facts)

    with pytest.raises(Unwritable) as refusal:
        mail_of(letter)

    assert "Olwen" not in str(refusal.value)


def test_the_table_of_notices_is_fresh() -> None:
    page = table.PAGE.read_text()

    assert page == table.renewed(page), "write it anew with: python -m activities.letters.table"
