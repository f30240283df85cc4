"""The board that a person watches while the demo plays; without a terminal, a line now and then."""

from collections.abc import Callable
from datetime import timedelta
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text
from typing_extensions import override

from samples.figures import Figures, in_a_line, lateness

EVERY = timedelta(seconds=5)
"""How often somebody without a terminal hears how it goes."""
WIDEST = 40  # characters of the longest bar
_STYLES = {
    "closed": "green",
    "handed over": "red",
    "checking": "cyan",
    "acting": "yellow",
    "watching": "blue",
    "withdrawn": "dim",
}


class Board(Protocol):
    """Something that shows how the demo goes; a context, so that a terminal is given back as it was."""

    def show(self, now: Figures, happenings: tuple[str, ...]) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class _Context:
    """A board that has nothing to give back."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


class LiveBoard(_Context):
    """Draws the same board again and again in a terminal."""

    def __init__(self, console: Console) -> None:
        self._live = Live(console=console, auto_refresh=False, vertical_overflow="crop")

    @override
    def __enter__(self) -> Self:
        self._live.start()
        return self

    @override
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()

    def show(self, now: Figures, happenings: tuple[str, ...]) -> None:
        self._live.update(drawn(now, happenings), refresh=True)


class Lines(_Context):
    """Says a line every few seconds."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say, self._said_at = say, -EVERY

    def show(self, now: Figures, happenings: tuple[str, ...]) -> None:  # noqa: ARG002 - they would not fit
        if now.elapsed - self._said_at >= EVERY:
            self._said_at = now.elapsed
            self._say(in_a_line(now))


class Silent(_Context):
    """Shows nothing: somebody wants only the answer at the end."""

    def show(self, now: Figures, happenings: tuple[str, ...]) -> None:  # noqa: ARG002 - it shows nothing
        return None


def drawn(now: Figures, happenings: tuple[str, ...]) -> RenderableType:
    """The whole board."""
    title = Text(f"The sample council, {int(now.elapsed.total_seconds())} seconds in", style="bold")
    latest = [Text(each, no_wrap=True, overflow="ellipsis") for each in happenings]
    heading = Text("What happened last", style="bold")
    return Group(title, Text(), _statuses(now), Text(), Text(_upper(lateness(now))), Text(), heading, *latest)


def _statuses(now: Figures) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    for status, count in now.by_status.items():
        style = _STYLES.get(status, "")
        table.add_row(Text(status, style=style), str(count), Text("█" * min(count, WIDEST), style=style))
    return table


def _upper(sentence: str) -> str:
    return f"{sentence[:1].upper()}{sentence[1:]}."
