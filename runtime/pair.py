"""PostgreSQL and Temporal of one data folder belong together: a stamp in both tells when one was replaced."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from runtime.damage import has_memory
from runtime.errors import MemoryOfAnother
from runtime.stack import write_private

NAME = "pair"
FORGOTTEN = (
    "Temporal's memory is gone; no audit is lost. Once everything is running, "
    "`python starter.py nudge --all --reason 'memory lost'` makes every open audit go on from its log."
)


@dataclass(frozen=True)
class Pair:
    """The folders of two servers that both run on this machine."""

    postgres: Path
    temporal: Path

    def is_forgetful(self) -> bool:
        """Whether the database is the old one but Temporal begins anew; raises MemoryOfAnother for the reverse."""
        has_record, remembers = (self.postgres / "data").exists(), has_memory(self.temporal / "temporal.db")
        record, memory = _stamp(self.postgres), _stamp(self.temporal)
        if remembers and (not has_record or (memory and memory != record)):
            raise MemoryOfAnother(self.temporal)
        return has_record and bool(record) and not (remembers and memory)

    @contextmanager
    def kept(self, say: Callable[[str], None]) -> Iterator[None]:
        """Bring both servers up inside: the pair is looked at before and stamped after. Raises MemoryOfAnother."""
        is_forgetful = self.is_forgetful()
        yield
        if is_forgetful:
            say(FORGOTTEN)
        self._stamp_both()

    def _stamp_both(self) -> None:
        """PostgreSQL first: cut short between the two, only Temporal looks new."""
        stamp = _stamp(self.postgres) or secrets.token_hex(16)
        for folder in (self.postgres, self.temporal):
            if _stamp(folder) != stamp:
                write_private(folder / NAME, f"{stamp}\n")


def _stamp(folder: Path) -> str:
    note = folder / NAME
    return note.read_text(errors="replace").strip() if note.is_file() else ""
