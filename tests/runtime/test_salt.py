"""The secret by which audits are drawn for moderation: each place has one, and a worker does not draw without it."""

import stat
from pathlib import Path
from typing import Any

import pytest
import yaml

from runtime.errors import NoSalt
from runtime.salt import NAME, salt_in
from runtime.settings import CHECKOUT, Settings
from runtime.stack import Stack
from worker import check_salt

ADDRESSES: dict[str, Any] = {"database_url": "postgresql+psycopg://here/audits", "temporal_address": "here:7233"}
LADDER = {"steps": [{"after": "1wd", "role": "director"}], "every": "5wd"}


def settings(folder: Path, share: int, **given: Any) -> Settings:
    """Of a place whose one policy draws so many in a hundred; beside it lies one that cannot be read."""
    policy = yaml.safe_load((CHECKOUT / "policies" / "demo.yaml").read_text())
    policy["moderation"] = {"share": share, "within": "10wd", "role": "director", "ladder": LADDER}
    (folder / "demo.yaml").write_text(yaml.safe_dump(policy))
    (folder / "slip.yaml").write_text("framework: slip\n")
    return Settings(**ADDRESSES, smtp_url="smtp://here:2525", policies=folder, **given)


def test_a_machine_makes_its_own_once_and_shows_it_to_nobody(tmp_path: Path) -> None:
    first = salt_in(tmp_path)

    assert salt_in(tmp_path) == first
    assert len(first) >= 16
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


def test_programs_of_the_machine_find_it_in_its_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "TEMPORAL_ADDRESS", "SMTP_URL", "MODERATION_SALT", "MODERATION_SALT_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AUDITLOOP_DATA", str(tmp_path))
    Stack(pid=1, smtp_url="smtp://here:2525", moderation_salt="of this machine's", **ADDRESSES).write(tmp_path)

    found = Settings.read()
    monkeypatch.setenv("MODERATION_SALT", "of this environment")

    assert found.moderation_salt == "of this machine's"
    assert "machine's" not in repr(found)
    assert Settings.read().moderation_salt == "of this environment"


def test_a_worker_does_not_start_where_a_policy_draws_and_nobody_said_by_what(tmp_path: Path) -> None:
    with pytest.raises(NoSalt, match=r"by a secret \(demo\): set MODERATION_SALT_FILE to a file that holds it\."):
        check_salt(settings(tmp_path, 20), has_audits=True)


@pytest.mark.parametrize(
    ("share", "salt", "has_audits"),
    [(20, "sixteen letters it is", True), (0, None, True), (100, None, True), (20, None, False)],
    ids=["with a secret", "none are drawn", "all are moderated", "a courier alone"],
)
def test_otherwise_it_starts(tmp_path: Path, share: int, salt: str | None, has_audits: bool) -> None:  # noqa: FBT001 - a case
    check_salt(settings(tmp_path, share, moderation_salt=salt), has_audits=has_audits)
