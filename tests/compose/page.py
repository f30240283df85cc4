"""docker-compose.yml as its readers see it."""

import re
from pathlib import Path
from typing import Any

import yaml

from runtime.settings import CHECKOUT

FILE = CHECKOUT / "docker-compose.yml"
EXAMPLE = CHECKOUT / ".env.example"
ASKED = re.compile(r"\$\{(\w+):\?([^}]+)\}")
USED = re.compile(r"(?<!\$)\$\{(\w+)")


def compose(path: Path = FILE) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(path.read_text())
    return read


def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = compose()["services"]
    return found


def settings(path: Path = EXAMPLE) -> dict[str, str]:
    """What a file of settings says, each `NAME=value`."""
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def ours() -> dict[str, dict[str, Any]]:
    """The services that run our own image."""
    return {name: service for name, service in services().items() if service["image"].startswith("auditloop:")}
