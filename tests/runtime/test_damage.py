"""What is half gone is named in one sentence, and nothing is made on top of it."""

from pathlib import Path

import pytest

from runtime.damage import NEEDED, SQLITE
from runtime.errors import DataDamaged
from runtime.postgres_server import PostgresServer
from runtime.temporal_server import TemporalServer


def whole(folder: Path) -> None:
    for name in NEEDED:
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("17\n")
    (folder / "password").write_text("s3cret\n")


@pytest.mark.parametrize("gone", [*(f"data/{name}" for name in NEEDED), "password"])
async def test_postgresql_data_with_a_part_gone_is_named_and_left_alone(tmp_path: Path, gone: str) -> None:
    folder = tmp_path / "postgres"
    whole(folder)
    (folder / gone).unlink()
    before = sorted(folder.rglob("*"))

    with pytest.raises(DataDamaged, match=f"{gone} is gone: put it back from a copy, or move .*postgres and") as said:
        await PostgresServer(folder).start()

    assert sorted(folder.rglob("*")) == before
    assert "s3cret" not in str(said.value)
    assert str(folder / "server.log") in str(said.value)


@pytest.mark.parametrize("content", [b"garbage of some length", SQLITE[:7]])
async def test_a_memory_of_temporal_that_cannot_be_read_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "temporal.db").write_bytes(content)

    with pytest.raises(DataDamaged, match=f"temporal.db cannot be read: .*move {tmp_path} away: no audit is lost"):
        await TemporalServer(tmp_path).start()

    assert (tmp_path / "temporal.db").read_bytes() == content
