"""The house stays in order: short files, one door to the environment, nobody imports a program."""

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
ROOMS = ("samples", "api", "workflows", "activities", "storage", "domain", "runtime")
PROGRAMS = {"worker", "starter", "migrate"}
ENVIRONMENT_DOOR = "runtime/settings.py"
MODULE_LIMIT, TEST_LIMIT = 200, 250  # lines
ADDRESS = re.compile(r"\w+://|--(extra-)?index(-url)?\b|--find-links|\b[\w-]+\.(org|com|net|io|dev)\b", re.IGNORECASE)

Check = Callable[[str, str], Iterator[str]]


def overlong(name: str, text: str) -> Iterator[str]:
    lines, limit = len(text.splitlines()), TEST_LIMIT if name.startswith("tests/") else MODULE_LIMIT
    if lines > limit:
        yield f"{name} has {lines} lines; split it by idea (limit {limit})"


def untold(name: str, text: str) -> Iterator[str]:
    first = text.splitlines()[:1]
    if not ast.get_docstring(ast.parse(text)) or not first[0].startswith('"""'):
        yield f"{name} does not open with a sentence that says what it is for"


def programs_imported(name: str, text: str) -> Iterator[str]:
    if not name.startswith(tuple(f"{room}/" for room in ROOMS)):
        return
    for module in imports_of(ast.parse(text)):
        if module.split(".")[0] in PROGRAMS:
            yield f"{name} imports the program {module}; programs import rooms, never the reverse"


def environment_read(name: str, text: str) -> Iterator[str]:
    if name == ENVIRONMENT_DOOR or name.startswith("tests/"):
        return
    for node in ast.walk(ast.parse(text)):
        spelled = getattr(node, "attr", None) or getattr(node, "name", None)
        if spelled in ("environ", "environb", "getenv", "putenv"):
            yield f"{name} touches the environment ({spelled}); only {ENVIRONMENT_DOOR} reads it"


def patched_or_slept(name: str, text: str) -> Iterator[str]:
    if not name.startswith("tests/"):
        return
    for module in imports_of(ast.parse(text)):
        if module.startswith(("unittest.mock", "mock", "pytest_mock")):
            yield f"{name} imports {module}; write a fake that implements the real interface"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "time.sleep",
            "sleep",
            "mock.patch",
            "patch",
        ):
            yield f"{name}:{node.lineno} calls {ast.unparse(node.func)}; wait until the thing is seen"


def addresses(name: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if ADDRESS.search(line):
            yield f"{name}:{number} names a place to download from: {line.strip()[:60]}"


def imports_of(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module or ''}.{alias.name}".strip(".") for alias in node.names)


def our_modules() -> list[Path]:
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "*.py"]
    names = subprocess.run(listed, cwd=HOUSE, check=True, capture_output=True, text=True).stdout
    return sorted(HOUSE / name for name in names.split("\0") if name and (HOUSE / name).exists())


MODULE_CHECKS: list[Check] = [overlong, untold, programs_imported, environment_read, patched_or_slept]


@pytest.mark.parametrize("check", MODULE_CHECKS, ids=lambda check: check.__name__)
def test_every_module_keeps_the_house_rule(check: Check) -> None:
    modules = our_modules()

    complaints = [line for path in modules for line in check(str(path.relative_to(HOUSE)), path.read_text())]

    assert len(modules) > 5
    assert complaints == []


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements.lock", "requirements.runtime.lock"])
def test_dependencies_name_no_place_to_download_from(name: str) -> None:
    complaints = list(addresses(name, (HOUSE / name).read_text()))

    assert complaints == []


def test_every_locked_dependency_carries_a_hash() -> None:
    entries = re.split(r"\n(?=\w)", (HOUSE / "requirements.lock").read_text().strip())

    bare = [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]

    assert len(entries) > 20
    assert bare == []


BAD_SAMPLES: list[tuple[Check, str, str]] = [
    (overlong, "domain/long.py", "x = 1\n" * 201),
    (overlong, "tests/test_long.py", "x = 1\n" * 251),
    (untold, "domain/silent.py", "import ast\n"),
    (untold, "domain/late.py", '# a comment first\n"""The sentence."""\n'),
    (untold, "domain/empty.py", ""),
    (programs_imported, "storage/a.py", "import worker\n"),
    (programs_imported, "activities/a.py", "from starter import main\n"),
    (environment_read, "storage/a.py", "import os\nurl = os.environ['DATABASE_URL']\n"),
    (environment_read, "worker.py", "from os import getenv\n"),
    (patched_or_slept, "tests/test_a.py", "from unittest.mock import patch\n"),
    (patched_or_slept, "tests/test_a.py", "from unittest import mock\n"),
    (patched_or_slept, "tests/test_a.py", "import time\ntime.sleep(1)\n"),
    (addresses, "requirements.lock", "--index-url https://example.invalid/simple\n"),
    (addresses, "requirements.lock", "thing @ git+ssh://host/thing\n"),
    (addresses, "pyproject.toml", 'index = "packages.example.org"\n'),
]


@pytest.mark.parametrize(("check", "name", "text"), BAD_SAMPLES)
def test_each_house_rule_notices_a_breach(check: Check, name: str, text: str) -> None:
    complaints = list(check(name, text))

    assert complaints != []
    assert all(line.startswith(name) for line in complaints)
