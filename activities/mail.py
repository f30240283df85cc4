"""A letter as a mail: who it is from and to, what it is about without naming anybody, and the same id each time."""

from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from typing import NamedTuple

from activities.letters.writing import subject_of, text_of
from activities.undelivered import NoMailAddress, NoSuchPerson, Unwritable
from storage.errors import StorageError
from storage.letter import Letter

_ID_LENGTH = 32  # hex digits: as good as never twice
_LINE_LIMIT = 990  # bytes: mail servers take lines of up to 998


class Letterhead(NamedTuple):
    """What every mail bears: the address it comes from, and where the pages are, if they are anywhere."""

    mail_from: str
    base_url: str | None = None

    @property
    def domain(self) -> str:
        """The part of our address after the @."""
        return self.mail_from.rpartition("@")[2] or "localhost"


def mail_for(letter: Letter, letterhead: Letterhead, now: datetime) -> EmailMessage:
    """The mail of a letter, dated `now`; raises NoSuchPerson, NoMailAddress, Unwritable."""
    mail = EmailMessage()
    mail["To"] = _recipient(letter)
    mail["From"] = Address("Auditloop", addr_spec=letterhead.mail_from)
    mail["Message-ID"] = message_id(letter.notice_id, letterhead.domain)
    mail["Date"] = format_datetime(now)
    mail["Auto-Submitted"] = "auto-generated"
    if letter.is_urgent:
        mail["Importance"] = "high"
    try:
        mail["Subject"] = subject_of(letter)
        text = text_of(letter, letterhead.base_url)
        mail.set_content(text, cte=_encoding_of(text))
    except (StorageError, ValueError, LookupError) as fault:
        raise Unwritable(letter.notice, fault) from fault
    return mail


def _encoding_of(text: str) -> str:
    # Left to itself the library breaks long lines up, and nobody could copy a command out of the mail's file.
    if max(len(line.encode()) for line in text.splitlines()) >= _LINE_LIMIT:
        return "quoted-printable"
    return "7bit" if text.isascii() else "8bit"


def message_id(notice_id: str, domain: str) -> str:
    """The same for every try at the same notice, and telling nothing of whom it is for."""
    return f"<{sha256(notice_id.encode()).hexdigest()[:_ID_LENGTH]}@{domain}>"


def _recipient(letter: Letter) -> Address:
    if letter.name is None:
        raise NoSuchPerson
    try:
        return Address(" ".join(letter.name.split()), addr_spec=letter.mail or "")
    except (ValueError, IndexError, MessageError) as fault:
        raise NoMailAddress from fault
