"""Much work at once, but no more than a dozen pieces at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

IN_FLIGHT = 12
Job = Callable[[], Awaitable[object]]


async def dozens(jobs: Sequence[Job], done_one: Callable[[int, int], None] = lambda _, __: None) -> None:
    """Does all jobs; the first failure stops the rest and is raised as it is. `done_one` hears how many of how many."""
    waiting, done = iter(jobs), 0

    async def work() -> None:
        nonlocal done
        for job in waiting:
            await job()
            done += 1
            done_one(done, len(jobs))

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(IN_FLIGHT):
                group.create_task(work())
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from None
