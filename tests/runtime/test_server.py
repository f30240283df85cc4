"""A server that meets a rival on its port tries again, also when the rival has left since; any other end is told."""

import sys
from pathlib import Path

import pytest
from typing_extensions import override

from runtime.children import Order
from runtime.errors import ServerFailed
from runtime.ports import free_port
from runtime.server import Server

LISTENS = "import socket, sys, time; s = socket.create_server(('127.0.0.1', int(sys.argv[1]))); time.sleep(1000)"


class OnceUnlucky(Server):
    """Ends at its first start with `complaint`, its port free again; listens from the second on."""

    name = "the unlucky"

    def __init__(self, folder: Path, complaint: str) -> None:
        super().__init__(folder, log=None, port=free_port())
        self._complaint = complaint

    @override
    def _order(self) -> Order:
        tried = self.folder / "tried"
        listening = [sys.executable, "-c", LISTENS, str(self.port)]
        if not tried.exists():
            listening = ["sh", "-c", f"touch {tried}; echo '{self._complaint}'; exit 1"]
        return Order(name="unlucky", command=listening, log=self.log)


async def test_a_rival_that_has_left_again_is_no_failure(tmp_path: Path) -> None:
    server = OnceUnlucky(tmp_path, "[Errno 98] error while binding: Address already in use")

    await server.start()
    came_up = server.is_running
    await server.stop()

    assert came_up


async def test_another_end_is_told_though_the_log_of_earlier_starts_names_a_rival(tmp_path: Path) -> None:
    server = OnceUnlucky(tmp_path, "the key is damaged")
    server.log.write_text("address already in use\n")

    with pytest.raises(ServerFailed, match="the unlucky did not come up"):
        await server.start()
