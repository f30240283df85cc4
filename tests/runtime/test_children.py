"""A child ends when it is told to, or is made to."""

from datetime import timedelta
from pathlib import Path

from runtime.children import Child, Order
from tests.runtime.processes import all_gone, family, seen

DEAF = "trap '' TERM; echo ready; while true; do sleep 0.1; done"
WITH_GRANDCHILD = "sleep 1000 & echo ready; wait"


async def started(command: str, log: Path) -> Child:
    child = Child(Order(name="child", command=["sh", "-c", command], log=log, patience=timedelta(seconds=0.3)))
    child.start()
    assert await seen(lambda: "ready" in log.read_text())
    return child


async def test_a_child_that_does_not_listen_is_killed_after_a_while(tmp_path: Path) -> None:
    child = await started(DEAF, tmp_path / "child.log")
    pid = child.pid or 0

    await child.stop()

    assert await all_gone([pid])
    assert not child.is_running


async def test_what_a_child_started_ends_with_it(tmp_path: Path) -> None:
    child = await started(WITH_GRANDCHILD, tmp_path / "child.log")
    pids = family(child.pid or 0)

    await child.stop()

    assert len(pids) == 1
    assert await all_gone(pids)


async def test_a_child_has_a_status_and_can_be_started_again(tmp_path: Path) -> None:
    child = Child(Order(name="child", command=["sh", "-c", "exit 7"], log=tmp_path / "child.log"))

    for _ in range(2):
        child.start()
        assert await child.ended() == 7
