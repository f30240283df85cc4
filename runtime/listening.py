"""Where the API of this machine listens: the port that was asked for, or another if that is taken."""

from pathlib import Path
from typing import NamedTuple

from runtime.ports import HOST, settled_port
from runtime.settings import Given

EVERYWHERE = {"0.0.0.0", "[::]"}  # noqa: S104 - what others wrote, to be read


class Place(NamedTuple):
    """`taken_port` is the port that was wanted in vain, None when it got the one it wanted."""

    host: str
    port: int
    taken_port: int | None

    @property
    def address(self) -> str:
        return f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """As a program on this machine reaches it."""
        return f"http://{HOST if self.host in EVERYWHERE else self.host}:{self.port}"


def settled_listening(given: Given, data: Path) -> Place:
    """The port of the last start, unless one is asked for."""
    host, _, wanted = given.api_listen.rpartition(":")
    note = data / "api" / "port"
    note.parent.mkdir(exist_ok=True)
    if "api_listen" in given.model_fields_set:
        note.unlink(missing_ok=True)
    port, taken = settled_port(note, int(wanted))
    return Place(host, port, taken)
