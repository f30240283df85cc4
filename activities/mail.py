"""Mail, the first channel: a message as a mail, from our letterhead, with the same id each time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import NamedTuple

from activities import mailer
from activities.letters.as_html import html_of
from activities.letters.as_text import text_of
from activities.letters.writing import NAME, stable_id
from activities.message import Hearer, Message
from activities.undelivered import NoMailAddress, NoSuchPerson
from storage.parcel import Parcel

_LINE_LIMIT = 990  # bytes: mail servers take lines of up to 998


class Letterhead(NamedTuple):
    """What every mail bears: the address it comes from."""

    mail_from: str

    @property
    def domain(self) -> str:
        """The part of our address after the @."""
        return self.mail_from.rpartition("@")[2] or "localhost"


class Mail:
    """The channel of those who have a mail address."""

    name = "mail"

    def __init__(self, server: mailer.Mailer, letterhead: Letterhead) -> None:
        self._server, self._letterhead = server, letterhead

    @property
    def limit(self) -> timedelta:
        """The longest that one mail may take."""
        return self._server.limit

    @asynccontextmanager
    async def line(self) -> AsyncIterator["MailLine"]:
        """A line to the mail server."""
        async with self._server.line() as line:
            yield MailLine(line, self._letterhead)


class MailLine:
    """Writes each message as a mail and hands it in."""

    def __init__(self, line: mailer.Line, letterhead: Letterhead) -> None:
        self._line, self._letterhead = line, letterhead

    async def send(self, _parcel: Parcel, message: Message, now: datetime) -> None:
        """Return once the server has taken it; raises NotDelivered, MailServerAway."""
        await self._line.send(mail_for(message, self._letterhead, now))


def mail_for(message: Message, letterhead: Letterhead, now: datetime) -> EmailMessage:
    """The mail of a message, dated `now`, as plain text and as a page; raises NoSuchPerson, NoMailAddress."""
    mail = EmailMessage()
    mail["To"] = _recipient(message.hearer)
    mail["From"] = Address(NAME, addr_spec=letterhead.mail_from)
    mail["Message-ID"] = f"<{message.message_id}@{letterhead.domain}>"
    mail["Date"] = format_datetime(now)
    mail["Auto-Submitted"] = "auto-generated"
    if message.is_urgent:
        mail["Importance"] = "high"
    mail["Subject"] = message.title
    text, page = text_of(message), html_of(message)
    mail.set_content(text, cte=_encoding_of(text))
    mail.add_alternative(page, subtype="html", cte=_encoding_of(page))
    return mail


def _encoding_of(text: str) -> str:
    # Left to itself the library breaks long lines up, and nobody could copy a command out of the mail's file.
    if max(len(line.encode()) for line in text.splitlines()) >= _LINE_LIMIT:
        return "quoted-printable"
    return "7bit" if text.isascii() else "8bit"


def message_id(parcel_id: str, domain: str) -> str:
    """The same for every try at the same parcel, and telling nothing of whom it is for."""
    return f"<{stable_id(parcel_id)}@{domain}>"


def _recipient(hearer: Hearer) -> Address:
    if hearer.name is None:
        raise NoSuchPerson
    try:
        return Address(" ".join(hearer.name.split()), addr_spec=hearer.mail or "")
    except (ValueError, IndexError, MessageError) as fault:
        raise NoMailAddress from fault
