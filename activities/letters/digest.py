"""A digest: several notices to one person in one letter, by audit, the soonest first."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby

from activities.letters.answers import answers_to, page_of, story_of
from activities.letters.catalogue import CATALOGUE
from activities.letters.facts import date_of, facts_of, of_action, of_audit
from activities.letters.foot import as_whom
from activities.message import Block, Commands, Facts, Heading, Paragraph
from domain.dates_in_words import due_in_words
from storage.letter import Letter
from storage.parcel import Parcel

_CAPITALS = "Words in capitals in a command stand for what is to be filled in."
_NEVER = datetime.max.replace(tzinfo=UTC)


def digest_blocks(parcel: Parcel, pages: str | None) -> tuple[Block, ...]:
    """Each notice with its title, its date, what is asked and how to answer; raises as the words of its letters do."""
    audits = {audit_id: list(members) for audit_id, members in groupby(_by_audit(parcel), lambda one: one.audit_id)}
    about = "one audit" if len(audits) == 1 else f"{len(audits)} audits"
    number = len(parcel.letters)
    start = Paragraph(f"These are {number} notices about {about}. What has the soonest date comes first. {_CAPITALS}")
    blocks = (block for audit_id, letters in audits.items() for block in _audit(audit_id, letters, pages))
    return start, *blocks


def _by_audit(parcel: Parcel) -> list[Letter]:
    soonest: dict[str, datetime] = {}
    for one in parcel.letters:
        soonest[one.audit_id] = min(soonest.get(one.audit_id, _NEVER), _date(one))
    return sorted(parcel.letters, key=lambda one: (soonest[one.audit_id], one.audit_id, _date(one), one.seq))


def _date(letter: Letter) -> datetime:
    return date_of(letter) or _NEVER


def _audit(audit_id: str, letters: list[Letter], pages: str | None) -> Iterator[Block]:
    yield Heading(f"{'Audit' if letters[0].is_of_audit else 'Proposal'} {audit_id}")
    yield Facts(tuple(of_audit(letters[0])[1:]) or (("Audit", audit_id),))
    page = page_of(letters[0], pages)
    if page:
        yield page
    yield Commands((story_of(letters[0]),))
    for letter in letters:
        yield from _notice(letter)


def _notice(letter: Letter) -> Iterator[Block]:
    words, facts, answers = CATALOGUE[letter.notice], facts_of(letter), answers_to(letter, CATALOGUE[letter.notice])
    yield Heading(words.title, 3)
    yield Paragraph(words.says.format_map(facts))
    yield Paragraph(words.asks.format_map(facts) if words.asks else "Nothing is asked of you.")
    yield Facts((*_dated(letter), ("You as", as_whom(letter))))
    if answers:
        yield Commands(answers)


def _dated(letter: Letter) -> list[tuple[str, str]]:
    shown, due_at = of_action(letter), date_of(letter)
    return shown if shown or due_at is None else [("Date", due_in_words(due_at))]
