"""Log lines are JSON for machines and go to stderr, whoever wrote them."""

import json
import subprocess
import sys

from runtime.settings import CHECKOUT

PROGRAM = """
import logging, structlog
from runtime.logs import configure_logs
configure_logs(form="json", level="INFO")
structlog.get_logger("ours").info("action_recorded", action_id="a-1")
structlog.get_logger("ours").debug("unheard")
logging.getLogger("theirs").warning("slow by %s s", 3)
"""


def test_our_lines_and_those_of_libraries_look_alike() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], cwd=CHECKOUT, capture_output=True, text=True, check=True)

    lines = [json.loads(line) for line in run.stderr.splitlines()]

    assert run.stdout == ""
    assert [line["event"] for line in lines] == ["action_recorded", "slow by 3 s"]
    assert lines[0]["action_id"] == "a-1"
    assert all(line["timestamp"].endswith("Z") for line in lines)
