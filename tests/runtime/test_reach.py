"""`make run` with something dead or missing stops with one sentence before it starts anything."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from runtime.ports import HOST, free_port
from runtime.settings import CHECKOUT

NOBODY = f"{HOST}:{free_port()}"


def stopped(data: Path, name: str, value: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "runtime", "--no-demo"],
        cwd=CHECKOUT,
        env={**os.environ, "AUDITLOOP_DATA": str(data), name: value},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", f"postgresql://ann:s3cret@{NOBODY}/audits", f"nothing answers at {NOBODY}"),
        ("DATABASE_URL", "mysql://ann:s3cret@there/audits", "must look like postgresql://"),
        ("TEMPORAL_ADDRESS", NOBODY, f"nothing answers at {NOBODY}"),
        ("TEMPORAL_ADDRESS", "there", "must look like host:port"),
        ("AUDITLOOP_POLICIES", "nowhere", "There is no folder nowhere"),
        ("AUDITLOOP_DATA", f"{__file__}/below", "Nothing can be written to"),
    ],
    ids=["no database", "no address", "no engine", "no port", "no policies", "no folder"],
)
def test_what_cannot_work_is_said_in_one_sentence_and_starts_nothing(
    tmp_path: Path, name: str, value: str, said: str
) -> None:
    run = stopped(tmp_path / "var", name, value)

    assert (run.returncode, run.stdout) == (1, "")
    assert said in run.stderr
    assert run.stderr.count("\n") == 1
    assert "s3cret" not in run.stderr
