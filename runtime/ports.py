"""Which port a server of this machine listens on: the one it had before, else a free one."""

import socket
from pathlib import Path

from runtime.stack import write_private

HOST = "127.0.0.1"


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        number: int = probe.getsockname()[1]
        return number


def settled_port(note: Path, preferred: int) -> tuple[int, int | None]:
    """The port to use, kept in `note` for the next start, and the wanted one if that is taken."""
    kept = note.read_text().strip() if note.exists() else ""
    wanted = int(kept) if kept.isdecimal() else preferred
    port = wanted if is_free(wanted) else free_port()
    write_private(note, f"{port}\n")
    return port, None if port == wanted else wanted
