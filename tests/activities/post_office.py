"""A real SMTP server inside a test: keeps what it takes, and can be told how to answer."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Literal, NamedTuple

from aiosmtpd.smtp import SMTP, Envelope, Session

TAKEN = "250 Taken"


class PostOffice(NamedTuple):
    """Where a mail server listens."""

    host: str
    port: int


class SortingOffice:
    """`to_recipient` and `to_sender` are the answers by address; `after_data` is what happens once a mail is whole."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.ids: Counter[str] = Counter()
        """How often a mail of each Message-ID was taken."""
        self.to_recipient: dict[str, str] = {}
        self.to_sender = TAKEN
        self.after_data: Literal["answer", "drop", "hang"] = "answer"
        self.to_data = TAKEN
        self.at_each_mail: Callable[[], object] = lambda: None
        self.connections = 0

    async def handle_MAIL(  # noqa: N802 - the name and the arguments that aiosmtpd calls it by
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.to_sender

    async def handle_RCPT(  # noqa: N802 - as above
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.to_recipient.get(address, TAKEN)
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        content = envelope.content
        assert isinstance(content, bytes)
        if self.to_data == TAKEN:
            mail = message_from_bytes(content, policy=default)
            self.mails.append(mail)
            self.ids[mail["Message-ID"]] += 1
        self.at_each_mail()
        if self.after_data == "hang":
            await asyncio.Event().wait()
        if self.after_data == "drop" and server.transport:
            server.transport.close()
        return self.to_data


@asynccontextmanager
async def open_office() -> AsyncIterator[tuple[SortingOffice, PostOffice]]:
    """The server, and where it listens."""
    office = SortingOffice()

    def answer_a_caller() -> SMTP:
        office.connections += 1
        return SMTP(office, enable_SMTPUTF8=True)

    server = await asyncio.get_running_loop().create_server(answer_a_caller, "127.0.0.1", 0)
    async with server:
        yield office, PostOffice("127.0.0.1", server.sockets[0].getsockname()[1])
