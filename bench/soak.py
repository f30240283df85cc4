"""`python -m bench.soak [PART...]`: what is too much for a test run, each part on servers of its own."""

import asyncio
import sys
from collections.abc import Sequence
from importlib import import_module

PARTS = {
    "programme": "bench.soak_programme",
    "tracker": "bench.soak_tracker",
    "calendar": "bench.soak_calendar",
    "sending": "bench.soak_sending",
}
"""Each is a module with `async def soak() -> bool`: it prints its figures, and says whether it kept its limits."""


def run(names: Sequence[str]) -> list[str]:
    """Runs these parts, or all; those that did not keep their limits."""
    broken: list[str] = []
    for name in names or PARTS:
        print(f"\n{name}")
        if not asyncio.run(import_module(PARTS[name]).soak()):
            broken.append(name)
    return broken


if __name__ == "__main__":
    if unknown := [one for one in sys.argv[1:] if one not in PARTS]:
        sys.exit(f"There is no part {unknown[0]}: write one of {', '.join(PARTS)}.")
    if broken := run(sys.argv[1:]):
        sys.exit(f"The soak did not keep its limits: see the figures of {', '.join(broken)}.")
