"""The policy files of this repository, read once for every test that needs them."""

from functools import cache
from pathlib import Path

from domain.framework import Framework
from domain.framework_file import read_framework

POLICIES = Path(__file__).parents[2] / "policies"
NAMES = sorted(path.stem for path in POLICIES.glob("*.yaml"))


@cache
def text_of(name: str) -> str:
    """The text of policies/NAME.yaml."""
    return (POLICIES / f"{name}.yaml").read_text(encoding="utf-8")


@cache
def framework_of(name: str) -> Framework:
    """What policies/NAME.yaml says."""
    return read_framework(text_of(name), f"policies/{name}.yaml")
