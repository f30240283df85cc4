"""Mails as a test writes and reads them."""

from datetime import datetime
from email.message import EmailMessage

from activities.letters.writing import message_of
from activities.mail import Letterhead, mail_for
from storage.letter import Letter
from storage.parcel import Parcel
from tests.activities.letters_of_each_kind import NINE

LETTERHEAD = Letterhead("auditloop@council.example")


def mail_of(*letters: Letter, now: datetime = NINE, pages: str | None = None) -> EmailMessage:
    """The mail that one letter becomes, or the digest of several."""
    parcel_id = letters[0].notice_id if len(letters) == 1 else "digest/1"
    return mail_for(message_of(Parcel(parcel_id, letters), pages), LETTERHEAD, now)


def text_in(mail: EmailMessage) -> str:
    """What it says to whoever reads plain text."""
    return _part(mail, "plain")


def page_in(mail: EmailMessage) -> str:
    """What it says to whoever reads it as a page."""
    return _part(mail, "html")


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert isinstance(part, EmailMessage)
    text: str = part.get_content()
    return text.replace("\r\n", "\n")
