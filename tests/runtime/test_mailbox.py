"""The local mailbox keeps every mail it took, and the same mail twice is seen twice."""

from email.message import EmailMessage
from pathlib import Path

import aiosmtplib

from runtime.mailbox_server import MailboxServer
from tests.runtime.processes import all_gone


def a_mail(message_id: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "auditloop@localhost", "owner@localhost"
    mail["Subject"], mail["Message-ID"] = "An action is due", message_id
    mail.set_content("Please look at it: café.")
    return mail


async def test_each_mail_becomes_a_file_and_a_repeat_a_second_one(tmp_path: Path) -> None:
    mailbox = MailboxServer(tmp_path)
    await mailbox.start()
    pid = mailbox.pid or 0

    for message_id in ("<one@localhost>", "<two@localhost>", "<one@localhost>"):
        await aiosmtplib.send(a_mail(message_id), hostname="127.0.0.1", port=mailbox.port)
    await mailbox.stop()

    numbers = sorted(path.stem.split("-")[1] for path in mailbox.mails.iterdir())
    assert numbers == ["1", "1", "2"]
    assert {path.suffix for path in mailbox.mails.iterdir()} == {".eml"}
    assert await all_gone([pid])
