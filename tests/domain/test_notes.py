"""What a note may hold, and whom a mention reaches."""

from datetime import date

import pytest

from domain.directory import Directory
from domain.notes import MOST, Hearer, hearers, note_words, telling
from domain.people import Absence
from domain.sending import AT_ONCE, Leaving
from tests.builders import ASH, FELL, MONDAY, MOSS, WREN, a_directory, on, some_rules

THERE = a_directory()


def away(person: str, deputy: str | None) -> Directory:
    absence = Absence(first_day=date(2026, 1, 1), deputy=deputy)
    return Directory(people={**THERE.people, person: THERE.people[person].away(absence)})


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Ring the school.\n", "Ring the school."),
        ("One line.\r\nAnother,\twith a gap.", "One line.\nAnother,\twith a gap."),
        ("Être là 👩‍👧", "Être là 👩‍👧"),
        ("x" * MOST, "x" * MOST),
    ],
)
def test_words_are_kept_without_the_blanks_around_them(given: str, kept: str) -> None:
    assert note_words(given) == kept


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("", "it says nothing: write at least a word"),
        (" \n\t\u200b\u00a0", "it says nothing: write at least a word"),
        ("x" * (MOST + 1), "it has 4,001 characters: write at most 4,000"),
        ("ring\x07", "it holds a character that no text has: remove it"),
        ("\x1b[31mred", "it holds a character that no text has: remove it"),
        ("half \ud83d", "it holds a character that no text has: remove it"),
    ],
)
def test_what_is_no_note_is_refused_in_a_sentence(given: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        note_words(given)


@pytest.mark.parametrize(
    ("directory", "mentioned", "told"),
    [
        (THERE, (ASH, WREN), [Hearer(ASH), Hearer(WREN)]),
        (away(ASH, MOSS), (ASH,), [Hearer(ASH), Hearer(MOSS, ASH)]),
        (away(ASH, MOSS), (ASH, MOSS), [Hearer(ASH), Hearer(MOSS)]),
        (away(ASH, FELL), (ASH,), [Hearer(ASH)]),
        (away(ASH, None), (ASH,), [Hearer(ASH)]),
    ],
    ids=["there", "away", "stand-in mentioned too", "stand-in wrote it", "nobody stands in"],
)
def test_who_is_mentioned_is_told_and_who_stands_in_for_them(
    directory: Directory, mentioned: tuple[str, ...], told: list[Hearer]
) -> None:
    assert list(hearers(directory, mentioned, FELL, MONDAY)) == told


@pytest.mark.parametrize(
    ("choice", "leaves"),
    [
        (None, Leaving(on("2026-11-09 09:30"), is_digested=True)),
        ("16:00", Leaving(on("2026-11-09 16:00"), is_digested=True)),
        (AT_ONCE, Leaving(on("2026-11-09 08:00"))),
    ],
)
def test_a_mention_leaves_within_the_hours_and_as_its_hearer_chose(choice: str | None, leaves: Leaving) -> None:
    chosen = THERE.people[ASH].model_copy(update={"digest_at": choice, "channel": "chat"})
    there = Directory(people={**THERE.people, ASH: chosen})
    rules = some_rules(sending={"digest_at": ["09:30"]})

    told = telling(there, Hearer(ASH), rules, on("2026-11-06 19:00"))

    assert told == (Hearer(ASH), leaves, "chat")
    assert telling(there, Hearer(ASH), some_rules(), on("2026-11-06 19:00")).when == Leaving(on("2026-11-06 19:00"))
