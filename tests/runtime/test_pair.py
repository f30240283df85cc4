"""A database and a memory that do not belong together are never served together unsaid."""

import shutil
from pathlib import Path

import pytest

from runtime.errors import MemoryOfAnother
from runtime.machine import Machine
from runtime.pair import FORGOTTEN, NAME, Pair
from runtime.settings import Given


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """As the first start leaves it."""
    new = Pair(tmp_path / "postgres", tmp_path / "temporal")
    bring_up(new)
    return new


def bring_up(pair: Pair) -> list[str]:
    """What is said while both come up."""
    said: list[str] = []
    with pair.kept(said.append):
        (pair.postgres / "data").mkdir(parents=True, exist_ok=True)
        pair.temporal.mkdir(exist_ok=True)
        (pair.temporal / "temporal.db").write_text("workflows")
    return said


def stamps(pair: Pair) -> set[str]:
    return {(folder / NAME).read_text() for folder in (pair.postgres, pair.temporal)}


def test_a_pair_that_stayed_together_goes_on_without_a_word(pair: Pair) -> None:
    before = stamps(pair)

    said = bring_up(pair)

    assert (said, stamps(pair), len(before)) == ([], before, 1)


@pytest.mark.parametrize("gone", ["postgres", "postgres/data"])
def test_a_memory_without_its_database_is_refused_and_nothing_is_made(pair: Pair, gone: str) -> None:
    shutil.rmtree(pair.temporal.parent / gone)

    with pytest.raises(MemoryOfAnother, match=f"or delete {pair.temporal} "):
        bring_up(pair)

    assert not (pair.postgres / "data").exists()


@pytest.mark.parametrize("stamp", ["another", ""])
def test_a_memory_of_another_database_is_refused(pair: Pair, stamp: str) -> None:
    (pair.postgres / NAME).write_text(stamp)

    with pytest.raises(MemoryOfAnother):
        bring_up(pair)


@pytest.mark.parametrize("gone", ["", "temporal.db", NAME])
def test_a_database_whose_memory_is_gone_goes_on_with_a_word_and_once(pair: Pair, gone: str) -> None:
    (pair.temporal / gone).unlink() if gone else shutil.rmtree(pair.temporal)

    said = [bring_up(pair), bring_up(pair)]

    assert said == [[FORGOTTEN], []]
    assert len(stamps(pair)) == 1


def test_data_from_before_there_were_stamps_is_stamped_without_a_word(pair: Pair) -> None:
    for folder in (pair.postgres, pair.temporal):
        (folder / NAME).unlink()

    assert bring_up(pair) == []
    assert len(stamps(pair)) == 1


def test_a_first_start_that_was_cut_short_begins_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "postgres" / "data").mkdir(parents=True)

    assert bring_up(Pair(tmp_path / "postgres", tmp_path / "temporal")) == []


async def test_a_machine_keeps_its_pair(tmp_path: Path) -> None:
    given = Given(data=tmp_path, smtp_url="smtp://there:25")
    async with Machine(given):
        pass
    shutil.rmtree(tmp_path / "postgres")

    with pytest.raises(MemoryOfAnother):
        await Machine(given).__aenter__()
