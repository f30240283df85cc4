"""What people do to open audits: each command is one that the rules allow once those before it were obeyed."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from bench.doors.asking import Request, command
from bench.doors.forms import standards

EVIDENCE = {"reference": "The record of the visit.", "digest": "sha256:" + "2" * 64}


class Open(NamedTuple):
    """An audit whose workflow runs, its auditor, and the owner of each of its actions."""

    audit_id: str
    auditor: str
    owners: dict[str, str]


def acting(audits: Sequence[Open]) -> Iterator[Request]:
    """One command after another, each for the next audit in turn, so that no audit has two at a time."""
    lives = [_life(audit) for audit in audits]
    while True:
        yield from map(next, lives)


def _life(audit: Open) -> Iterator[Request]:
    """Every action taken on, begun, claimed, sent back, claimed and verified; one more is added when all are."""
    owners = dict(audit.owners)
    for number in count():
        for action_id, owner in owners.items():
            yield from _action(audit, action_id, owner)
        owner = next(iter(owners.values()))
        owners = {f"more-{number}": owner}
        said = {"title": "Look again", "outcome": f"It is kept, look {number}.", "standard": standards()[0]}
        added = {"action_id": f"more-{number}", "owner": owner, **said}
        yield command("add an action", audit.auditor, f"{audit.audit_id}/actions", **added)


def _action(audit: Open, action_id: str, owner: str) -> Iterator[Request]:
    path = f"{audit.audit_id}/actions/{action_id}"
    yield command("accept", owner, f"{path}/accept")
    yield command("start", owner, f"{path}/start")
    yield command("claim", owner, f"{path}/claim", evidence=[EVIDENCE], note="The visit was made.")
    yield command("send back", audit.auditor, f"{path}/send-back", reason="The record lacks the date.")
    yield command("claim", owner, f"{path}/claim", evidence=[EVIDENCE], note="The date is there now.")
    yield command("verify", audit.auditor, f"{path}/verify")
