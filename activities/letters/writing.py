"""A parcel written out: its title, and its blocks in plain words."""

from hashlib import sha256

from activities.letters.answers import NOTE, answers_to, page_of, story_of
from activities.letters.catalogue import CATALOGUE
from activities.letters.digest import digest_blocks
from activities.letters.facts import facts_of, listed
from activities.letters.foot import foot_of
from activities.message import Block, Commands, Facts, Hearer, Message, Paragraph
from activities.undelivered import Unwritable
from storage.errors import StorageError
from storage.letter import Letter
from storage.parcel import Parcel

_ID_LENGTH = 32  # hex digits: as good as never twice
NAME = "Auditloop"


def message_of(parcel: Parcel, pages: str | None) -> Message:
    """The message of a parcel; `pages` is where the audits' pages are. Raises Unwritable."""
    letter, number = parcel.first, len(parcel.letters)
    try:
        blocks = _blocks(letter, pages) if number == 1 else digest_blocks(parcel, pages)
        title = subject_of(letter) if number == 1 else f"{number} notices from {NAME}"
    except FAULTS as fault:
        raise Unwritable(letter.notice, fault) from fault
    return Message(
        message_id=stable_id(parcel.parcel_id),
        hearer=Hearer(letter.person, letter.name, letter.mail),
        title=title,
        is_urgent=parcel.is_urgent,
        blocks=blocks,
        foot=foot_of(parcel),
        link=page_of(letter, pages),
    )


FAULTS = (StorageError, ValueError, LookupError)
"""What writing raises when words or facts are missing."""


def is_writable(letter: Letter) -> bool:
    """Are there words for it, and the facts they need?"""
    try:
        _blocks(letter, None)
    except FAULTS:
        return False
    return True


def stable_id(parcel_id: str) -> str:
    """The same for every try at the same parcel, and telling nothing of whom it is for."""
    return sha256(parcel_id.encode()).hexdigest()[:_ID_LENGTH]


def subject_of(letter: Letter) -> str:
    """What it is about by ids alone, for subjects are read over shoulders; raises KeyError for an unknown notice."""
    urgent = "URGENT: " if letter.is_urgent else ""
    action = f", action {letter.action_id}" if letter.action_id else ""
    about = letter.audit_id if not letter.is_of_audit else f"audit {letter.audit_id}{action}"
    return f"{urgent}{CATALOGUE[letter.notice].title} ({about})"


def _blocks(letter: Letter, pages: str | None) -> tuple[Block, ...]:
    words, facts = CATALOGUE[letter.notice], facts_of(letter)
    asked = words.asks.format_map(facts) if words.asks else "Nothing is asked of you."
    page, answers = page_of(letter, pages), answers_to(letter, words)
    return (
        Paragraph(words.says.format_map(facts)),
        Paragraph(asked),
        Facts(tuple(listed(letter))),
        *filter(None, [page]),
        Commands((story_of(letter), *answers), NOTE if answers else ""),
    )
