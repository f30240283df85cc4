"""docker-compose takes the file as it is, the compose specification too, and nothing starts without its secrets."""

import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import jsonschema
import pytest
import yaml

from runtime.settings import CHECKOUT
from tests.compose.page import ASKED, FILE, compose, services, settings

pytestmark = pytest.mark.compose_tools
SPECIFICATION = CHECKOUT / "var" / "compose" / "compose-spec.json"
SENTENCES = dict(ASKED.findall(FILE.read_text()))


def config(
    folder: Path, known: Iterable[str], *options: str, beside: Iterable[Path] = ()
) -> subprocess.CompletedProcess[str]:
    """What docker-compose says to the file when only these settings are known."""
    environment = folder / "settings"
    environment.write_text("".join(f"{name}={value}\n" for name, value in settings().items() if name in known))
    files = [part for path in (FILE, *beside) for part in ("--file", str(path))]
    return subprocess.run(
        ["docker-compose", *files, "--env-file", str(environment), "config", *options],  # noqa: S607 (wherever it was installed)
        capture_output=True,
        text=True,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin"},
        check=False,
    )


def test_the_file_is_good_with_the_settings_of_the_example(tmp_path: Path) -> None:
    checked = config(tmp_path, settings(), "--quiet")

    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


def test_the_guides_way_to_a_temporal_server_elsewhere_is_taken(tmp_path: Path) -> None:
    guide = (CHECKOUT / "docs" / "install.md").read_text()
    found = re.search(r"<!-- override: begin -->\n```yaml\n(.+?)```", guide, re.DOTALL)
    assert found
    (tmp_path / "override.yml").write_text(found[1])

    checked = config(tmp_path, settings(), beside=[tmp_path / "override.yml"])

    worker = yaml.safe_load(checked.stdout)["services"]["worker"]
    assert checked.stderr == ""
    assert [each["source"] for each in worker["secrets"]] == ["audit_password", "moderation_salt", "temporal_profile"]
    assert worker["environment"]["TEMPORAL_ADDRESS"] == ""
    assert worker["environment"]["DATABASE_URL"] == "postgresql://audit@postgres:5432/audits"
    assert "outside" in worker["networks"]


def test_it_means_the_services_that_we_read(tmp_path: Path) -> None:
    listed = config(tmp_path, settings(), "--services")

    assert set(listed.stdout.split()) == services().keys()


@pytest.mark.parametrize("missing", sorted(SENTENCES))
def test_nothing_starts_without_what_must_be_said(missing: str, tmp_path: Path) -> None:
    refused = config(tmp_path, settings().keys() - {missing}, "--quiet")

    assert refused.returncode != 0
    assert SENTENCES[missing] in refused.stderr


def test_every_secret_must_be_said() -> None:
    assert {name for name in SENTENCES if name.endswith("_FILE")} == {
        f"{name.upper()}_FILE" for name in compose()["secrets"]
    }


def test_the_file_keeps_the_compose_specification() -> None:
    rules = json.loads(SPECIFICATION.read_text())

    errors = [
        f"{error.json_path}: {error.message}" for error in jsonschema.Draft7Validator(rules).iter_errors(compose())
    ]

    assert errors == []
    assert list(jsonschema.Draft7Validator(rules).iter_errors({"services": {"worker": {"imagee": "a"}}})) != []
