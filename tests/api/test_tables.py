"""A table fits the terminal it is shown in: the least important columns go first, and only long text is folded."""

import io
import json

import pytest
from rich.console import Console

from api.command_line.lists import HEADINGS, SPARE
from api.command_line.printable import escaped, printable
from api.command_line.tables import Sheet

AUDITS = Sheet(
    HEADINGS,
    [
        ["case-106", "case file", "child-1006", "acting", "inadequate", "1", "3", "2", "4", "today 01:13:34"],
        ["again-401", "re audit", "child-1002", "handed over", "requires improvement", "2", "10", "0", "0",
         "23 Nov 01:13"],
    ],
)  # fmt: skip
STORY = Sheet(
    ("", "when", "what happened"),
    [["1", "today 01:13:34", "Maya Brook " + "wrote a great many words about the plan " * 8]],
    folds=("what happened",),
)


def shown(sheet: Sheet, width: int) -> list[str]:
    written = io.StringIO()
    Console(file=written, width=width, highlight=False).print(sheet.drawn())
    return [line.rstrip() for line in written.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("width", "missing"),
    [
        (150, set()),
        (100, {"cycle", "subject"}),
        (80, {"cycle", "subject", "kind"}),
        (60, set(SPARE)),
    ],
)
def test_a_list_keeps_each_audit_on_a_line_of_its_own(width: int, missing: set[str]) -> None:
    fitted = AUDITS.fitted(width, SPARE)

    lines = shown(fitted, width)

    assert set(HEADINGS) - set(fitted.columns) == missing
    assert len(lines) == 3
    assert not any("…" in line for line in lines)
    assert max(len(line) for line in lines) <= width


def test_a_story_gives_the_room_to_what_happened() -> None:
    fitted = STORY.fitted(80, ())

    lines = shown(fitted, 80)

    assert lines[1].startswith("1  today 01:13:34  Maya Brook wrote")
    assert max(len(line) for line in lines) > 70
    assert all(line.startswith(" " * 19) for line in lines[2:])


def test_what_people_wrote_is_never_taken_for_a_style() -> None:
    sheet = Sheet(("text",), [["[bold]plan[/bold]"]])

    assert shown(sheet, 80)[1] == "[bold]plan[/bold]"


def test_what_steers_a_terminal_is_not_printed_but_new_lines_and_tabs_are() -> None:
    assert printable("red\x1b[31m\x07\x9b\r alert\n\tend") == "red[31m alert\n\tend"
    assert json.loads(escaped(json.dumps("a\x9bb\x7f", ensure_ascii=False))) == "a\x9bb\x7f"
