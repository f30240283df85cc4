"""This machine in place of the containers: the same names, files and ports, found where they are here."""

import os
import re
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from runtime.children import Child, Order
from runtime.ports import HOST, free_port
from runtime.postgres_data import programs
from runtime.settings import CHECKOUT
from runtime.temporal_server import program

VARIABLE = re.compile(r"\$\$|\$\{(\w+)(?::[-?]([^}]*))?\}")
IMAGE_SAYS = re.search(r"^ENV (.+)$", (CHECKOUT / "Dockerfile").read_text(), re.MULTILINE)


class Here:
    """Where things are. `known` are the settings, `secrets` a folder of files, `stand_ins` one of programs."""

    def __init__(self, known: Mapping[str, str], *, secrets: Path, stand_ins: Path, logs: Path) -> None:
        self.known, self.secrets, self.stand_ins, self.logs = known, secrets, stand_ins, logs
        self.ports = {name: free_port() for name in ("postgres", "temporal", "ui", "api")}

    def said(self, text: str, health_port: int) -> str:
        """A value of the file, with its variables filled in and its places found here."""
        text = VARIABLE.sub(self._value, text)
        for there, here in {
            "/run/secrets/": f"{self.secrets}/",
            "/deploy/": f"{CHECKOUT}/deploy/",
            "@postgres:5432": f"@{HOST}:{self.ports['postgres']}",
            "temporal:7233": f"{HOST}:{self.ports['temporal']}",
            "0.0.0.0:8400": f"{HOST}:{self.ports['api']}",
            "127.0.0.1:8400": f"{HOST}:{self.ports['api']}",
            "127.0.0.1:8401": f"{HOST}:{health_port}",
        }.items():
            text = text.replace(there, here)
        return text

    def environment(self, service: Mapping[str, Any], health_port: int) -> dict[str, str]:
        """What a container of this service sees, and nothing of ours."""
        said = {name: self.said(value, health_port) for name, value in service.get("environment", {}).items()}
        places = {
            **dict.fromkeys(said.keys() & {"PGHOST", "POSTGRES_SEEDS"}, HOST),
            **dict.fromkeys(said.keys() & {"PGPORT", "DB_PORT"}, str(self.ports["postgres"])),
        }
        return {**_of_the_image(), "PATH": self._path(), **said, **places}

    def child(self, name: str, service: Mapping[str, Any], number: int = 1) -> tuple[Child, int]:
        """A process for one container of the service, not yet started, and the port that stands for its own 8401."""
        port = free_port()
        command = [self.said(part, port) for part in (*service.get("entrypoint", ()), *service.get("command", ()))]
        order = Order(
            name=name,
            command=command,
            log=self.logs / f"{name}-{number}.log",
            folder=CHECKOUT,
            environment=self.environment(service, port),
        )
        return Child(order), port

    def _value(self, found: re.Match[str]) -> str:
        return "$" if found[0] == "$$" else self.known.get(found[1]) or found[2]

    def _path(self) -> str:
        ours = (self.stand_ins, Path(sys.executable).parent, program().parent, programs())
        return os.pathsep.join([*map(str, ours), "/usr/bin", "/bin"])


def _of_the_image() -> dict[str, str]:
    assert IMAGE_SAYS
    return {
        name: value for name, value in (part.split("=", 1) for part in shlex.split(IMAGE_SAYS[1])) if name != "PATH"
    }
