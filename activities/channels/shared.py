"""A parcel for a channel that others may read, too: ids stand for names, and nothing says whose case it is."""

from activities.letters.writing import message_of
from activities.message import Message
from activities.undelivered import NoSuchPerson
from storage.letter import Letter
from storage.parcel import Parcel


def shared(parcel: Parcel, pages: str | None) -> Message:
    """The message without names, the case's reference and the grade. Raises Unwritable, NoSuchPerson."""
    if parcel.first.name is None:
        raise NoSuchPerson
    return message_of(parcel._replace(letters=tuple(map(_bare, parcel.letters))), pages)


def _bare(letter: Letter) -> Letter:
    return letter.model_copy(
        update={"name": letter.person, "owner_name": None, "stands_in_for_name": None, "subject": None, "overall": None}
    )
