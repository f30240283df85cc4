"""A change of workflow code or of its rules that audits already running would not survive."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer

from workflows.audit_workflow import AuditWorkflow
from workflows.sandbox import sandbox

HISTORIES = sorted((Path(__file__).parent / "histories").glob("*.json"))
Json = dict[str, Any]


@pytest.fixture
def replayer() -> Replayer:
    return Replayer(workflows=[AuditWorkflow], workflow_runner=sandbox(), data_converter=pydantic_data_converter)


def test_there_are_recorded_histories() -> None:
    assert len(HISTORIES) >= 10


@pytest.mark.parametrize("path", HISTORIES, ids=lambda path: path.stem)
async def test_a_recorded_audit_replays(path: Path, replayer: Replayer) -> None:
    """Every event's digest must also be the recorded one, so a rule that makes other events in one page shows."""
    await replayer.replay_workflow(WorkflowHistory.from_json("replayed", path.read_text()))


async def test_a_rule_that_makes_other_events_does_not_replay(replayer: Replayer) -> None:
    """Without the second reminder one page has one event less: no command differs, but its digest does."""
    history = json.loads((HISTORIES[0].parent / "late-all-the-way-up.json").read_text())
    _change_start(history, lambda beginning: beginning["opening"]["start"]["rules"]["reminders"].pop())

    with pytest.raises(Exception, match="digest differs"):
        await replayer.replay_workflow(WorkflowHistory.from_json("replayed", json.dumps(history)))


def _change_start(history: Json, change: Callable[[Json], object]) -> None:
    payload = history["events"][0]["workflowExecutionStartedEventAttributes"]["input"]["payloads"][0]
    beginning = json.loads(base64.b64decode(payload["data"]))
    change(beginning)
    payload["data"] = base64.b64encode(json.dumps(beginning).encode()).decode()
