"""A letter written out: its subject, and its text in plain words."""

from textwrap import wrap

from activities.letters.answers import answers_to
from activities.letters.catalogue import CATALOGUE
from activities.letters.facts import facts_of, listed, plain
from storage.letter import Letter

_WIDTH = 76  # columns: a mail is read on anything
_FOOT = "A program sent this letter; nobody reads answers sent to it by mail."


def subject_of(letter: Letter) -> str:
    """What it is about by ids alone, for subjects are read over shoulders; raises KeyError for an unknown notice."""
    urgent = "URGENT: " if letter.is_urgent else ""
    action = f", action {letter.action_id}" if letter.action_id else ""
    return f"{urgent}{CATALOGUE[letter.notice].title} (audit {letter.audit_id}{action})"


def text_of(letter: Letter, base_url: str | None) -> str:
    """The whole text; raises KeyError or BodyUnreadable when it lacks what its words need."""
    words, facts = CATALOGUE[letter.notice], facts_of(letter)
    asked = words.asks.format_map(facts) if words.asks else "Nothing is asked of you."
    parts = [
        f"Dear {letter.name}",
        _paragraph(words.says.format_map(facts)),
        _paragraph(asked),
        _list(listed(letter)),
        "\n".join(answers_to(letter, words, base_url)),
        _paragraph(f"You get this letter as {plain(letter.role)}{_instead(letter)}.") + f"\n{_FOOT}",
    ]
    return "\n\n".join(parts) + "\n"


def _instead(letter: Letter) -> str:
    """For whom it is, when that is somebody else than its reader."""
    name = letter.stands_in_for_name or letter.stands_in_for
    return f", for {name}, who is away or has left" if name else ""


def _paragraph(text: str) -> str:
    return "\n".join(wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False))


def _list(facts: list[tuple[str, str]]) -> str:
    margin = max(len(label) for label, _ in facts) + 2
    return "\n".join(f"{label:{margin}}{fact}" for label, fact in facts)
