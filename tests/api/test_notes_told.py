"""Where a note stands in a story: in order of time, and never before what had happened when it was left."""

from datetime import timedelta

from api.notes_told import placed
from storage.notes import NoteLine
from tests.builders import MONDAY

HOUR = timedelta(hours=1)
MOMENTS = [(1, MONDAY), (2, MONDAY + 2 * HOUR), (3, MONDAY + 4 * HOUR)]


def a_note(number: int, follows: int, hours: int) -> NoteLine:
    return NoteLine("x-1", number, follows, MONDAY + hours * HOUR, "ash", None, (), "Seen.", None, None)


def test_a_note_stands_after_the_last_event_before_it() -> None:
    lines = [a_note(1, 1, 1), a_note(2, 2, 2), a_note(3, 3, 9)]

    assert [(seq, line.number) for seq, line in placed(lines, MOMENTS)] == [(1, 1), (2, 2), (3, 3)]


def test_an_event_that_was_recorded_late_stands_before_it_and_one_it_follows_always_does() -> None:
    late, ahead = a_note(1, 1, 3), a_note(2, 3, -1)

    assert [seq for seq, _ in placed([late, ahead], MOMENTS)] == [2, 3]


def test_of_a_story_told_from_later_on_it_stands_where_it_was() -> None:
    assert [seq for seq, _ in placed([a_note(1, 1, 1), a_note(2, 3, 5)], MOMENTS[2:])] == [1, 3]
