"""One machine per data folder: whoever holds its lock may run servers there."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runtime.errors import AlreadyRunning


@contextmanager
def holding(data: Path) -> Iterator[None]:
    """Hold `data`/lock; the kernel lets go of it when we end, however that happens. Raises AlreadyRunning."""
    descriptor = os.open(data / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(data, file.read().strip()) from None
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
