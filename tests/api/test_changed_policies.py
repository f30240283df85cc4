"""A policy that was changed without a new version is refused before anything starts under it."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.errors import BadInput, Place
from api.openings import Ground
from api.policies import Policies
from api.start_files import Handed, draft
from api.starting import Starting
from tests.api.conftest import now
from tests.api.council import POLICIES, a_form
from tests.api.house import House


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The demo's policy with another step in it, and its version as it was."""
    folder = tmp_path / "policies"
    shutil.copytree(POLICIES, folder)
    policy = folder / "demo.yaml"
    text = policy.read_text()
    policy.write_text(text.replace("{after: 5s,", "{after: 6s,", 1))
    assert policy.read_text() != text
    return policy


async def test_a_policy_changed_without_a_new_version_is_named_with_what_to_do(house: House, changed: Path) -> None:
    policies = Policies(changed.parent)
    await house.record.keep_framework(Policies(POLICIES).framework("demo"), now())
    ground = Ground(policies, await house.record.directory(), datetime.now(UTC))
    handed = draft(Handed(Place("audits.jsonl", 1), a_form(audit_id="changed-1")), ground, None)

    starting = Starting(house.engine, house.record, policies, now)

    with pytest.raises(BadInput) as refused:
        await starting.start([handed], skip_bad=False, progress=lambda _, __, ___: None)

    version = policies.framework("demo").version
    sentence = f"Version {version} of demo is kept with other rules in it: raise its version and start again."
    assert (refused.value.status, str(refused.value)) == (2, f"{changed}: {sentence}")
    assert await house.record.logged(["changed-1"]) == {}
