"""Handing mail in at an SMTP server, within a limit of time."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from email.message import EmailMessage

import aiosmtplib

from activities.undelivered import MailServerAway, NoAnswer, NotDelivered, RefusedForGood, RefusedForNow, Undeliverable

_FOR_GOOD = 500  # the first answer code that no repeat will change
_GOODBYE = 2.0  # seconds


class Mailer:
    """One mail server; `limit` is the longest that one letter may take, connecting included.

    `user` and `password` are None when the server asks for none. Mail goes encrypted whenever the server offers it.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        user: str | None = None,
        password: str | None = None,
        limit: timedelta = timedelta(seconds=20),
    ) -> None:
        self.limit = limit
        self._host, self._port, self._user, self._password = host, port, user, password

    @asynccontextmanager
    async def line(self) -> AsyncIterator["Line"]:
        """A line on which letters are handed in one after another; it connects when the first one goes."""
        line = Line(self)
        try:
            yield line
        finally:
            await line.hang_up()

    def connection(self) -> aiosmtplib.SMTP:
        """A connection that is not open yet."""
        return aiosmtplib.SMTP(
            hostname=self._host,
            port=self._port,
            username=self._user,
            password=self._password,
            local_hostname=socket.gethostname(),  # the full name would be asked of a name server
            timeout=self.limit.total_seconds() / 2,
        )


class Line:
    """One connection, opened anew whenever it was lost."""

    def __init__(self, mailer: Mailer) -> None:
        self._mailer = mailer
        self._smtp: aiosmtplib.SMTP | None = None
        self._half = mailer.limit.total_seconds() / 2

    async def send(self, message: EmailMessage) -> None:
        """Return once the server has taken the mail; raises NotDelivered about this mail, or MailServerAway."""
        smtp = await self._connected()
        try:
            async with asyncio.timeout(self._half):
                await smtp.send_message(message)
        except aiosmtplib.SMTPSenderRefused as refusal:
            raise MailServerAway(refusal) from refusal
        except (aiosmtplib.SMTPException, OSError) as fault:
            raise self._about_this_mail(fault) from fault

    async def hang_up(self) -> None:
        """End the connection, politely if that is quick."""
        if self._smtp is None:
            return
        with suppress(aiosmtplib.SMTPException, OSError):
            async with asyncio.timeout(_GOODBYE):
                await self._smtp.quit()
        self._drop()

    async def _connected(self) -> aiosmtplib.SMTP:
        if self._smtp and self._smtp.is_connected:
            return self._smtp
        self._smtp = self._mailer.connection()
        try:
            async with asyncio.timeout(self._half):
                await self._smtp.connect()
        except (aiosmtplib.SMTPException, OSError) as fault:
            self._drop()
            raise MailServerAway(fault) from fault
        return self._smtp

    def _about_this_mail(self, fault: Exception) -> NotDelivered:
        match fault:
            case aiosmtplib.SMTPRecipientsRefused(recipients=[refusal, *_]):
                return _refused(refusal)
            case aiosmtplib.SMTPResponseException():
                return _refused(fault)
            case aiosmtplib.SMTPNotSupported():
                return Undeliverable(f"The mail server cannot take this letter: {fault}")
            case _:
                self._drop()
                return NoAnswer(type(fault).__name__)

    def _drop(self) -> None:
        if self._smtp:
            self._smtp.close()
        self._smtp = None


def _refused(refusal: aiosmtplib.SMTPResponseException) -> NotDelivered:
    kind = RefusedForGood if refusal.code >= _FOR_GOOD else RefusedForNow
    return kind(refusal.code, refusal.message)
