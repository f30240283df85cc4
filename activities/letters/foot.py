"""What stands below a letter: as whom its reader gets it, and from whom it comes."""

from activities.letters.facts import plain
from storage.letter import Letter
from storage.parcel import Parcel

_FROM = "A program sent this letter; nobody reads answers sent to it by mail."
_DIGEST = "You get these notices together, at the time that is set for you. What is urgent came at once, by itself."


def foot_of(parcel: Parcel) -> tuple[str, ...]:
    """Its lines."""
    why = f"You get this letter as {as_whom(parcel.first)}." if len(parcel.letters) == 1 else _DIGEST
    return why, _FROM


def as_whom(letter: Letter) -> str:
    """The role, and for whom it is when that is somebody else than its reader."""
    name = letter.stands_in_for_name or letter.stands_in_for
    return f"{plain(letter.role)}{f', for {name}, who is away or has left' if name else ''}"
