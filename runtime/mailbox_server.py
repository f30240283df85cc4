"""The local mailbox as a child of ours: an SMTP address, and a folder of mails behind it."""

import sys
from pathlib import Path

from typing_extensions import override

from runtime.children import Order
from runtime.ports import HOST
from runtime.server import Server
from runtime.settings import CHECKOUT

PREFERRED_PORT = 2525


class MailboxServer(Server):
    """Takes mail for anybody into `mails`."""

    name = "the mailbox"

    def __init__(
        self, folder: Path, *, mails: Path | None = None, log: Path | None = None, port: int = PREFERRED_PORT
    ) -> None:
        super().__init__(folder, log=log, port=port)
        self.mails = mails or self.folder / "mails"

    @property
    def url(self) -> str:
        return f"smtp://{HOST}:{self.port}"

    @override
    def _order(self) -> Order:
        command = [sys.executable, "-m", "runtime.mailbox", "--port", str(self.port), "--folder", str(self.mails)]
        return Order(name="mailbox", command=command, log=self.log, folder=CHECKOUT)
