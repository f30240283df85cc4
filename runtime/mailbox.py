"""A mail server that delivers to a folder, so that one can open what the engine would have sent.

Run as `python -m runtime.mailbox --port PORT --folder FOLDER`.
"""

import argparse
import asyncio
import hashlib
import itertools
import os
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from runtime.ports import HOST


class Folder:
    """Keeps each mail as a file named by its Message-ID; the same mail again becomes a second file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content or b""
        self.keep(content if isinstance(content, bytes) else content.encode())
        return "250 Kept"

    def keep(self, mail: bytes) -> Path:
        """The file, whole on disk before the sender hears that it was taken."""
        draft = self._folder / f".{os.getpid()}.draft"
        with draft.open("wb") as file:
            file.write(mail)
            os.fsync(file.fileno())
        try:
            return self._linked(draft, _digest(mail))
        finally:
            draft.unlink()

    def _linked(self, draft: Path, name: str) -> Path:
        for number in itertools.count(1):
            path = self._folder / f"{name}-{number}.eml"
            try:
                path.hardlink_to(draft)
            except FileExistsError:
                continue
            return path
        raise AssertionError("there is always a next number")


async def serve(port: int, folder: Path) -> None:
    """Take mail on `port` of this machine into an existing folder until cancelled."""
    keeper = Folder(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(keeper, enable_SMTPUTF8=True), HOST, port)
    async with server:
        await server.serve_forever()


def _digest(mail: bytes) -> str:
    message_id = message_from_bytes(mail, policy=default)["Message-ID"] or ""
    return hashlib.sha256(str(message_id).encode() or mail).hexdigest()[:16]


def main() -> None:
    parser = argparse.ArgumentParser(description="Deliver mail to a folder.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    asyncio.run(serve(arguments.port, arguments.folder))


if __name__ == "__main__":
    main()
