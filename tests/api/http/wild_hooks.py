"""Wild requests that hit: half of them name an audit, an action and people that are there."""

import os
from typing import Any

import schemathesis

KNOWN = {
    "audit_id": os.environ["WILD_AUDIT"],
    "action_id": "a-1",
    "person": "quinn",
    "framework": "demo",
    "note_id": "n-1",
    "webhook": "board",
}


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:  # noqa: ARG001
    """Names what is there whenever what was drawn is of odd length, which is about half of the time."""
    if not path_parameters:
        return path_parameters
    return {name: KNOWN.get(name, value) if len(str(value)) % 2 else value for name, value in path_parameters.items()}
