"""Records in words: what people wrote, where the log only refers to it, and people by their names."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.directory import Directory
from domain.story import ERASED
from storage import texts
from storage.shown import ActionLine


class Words(NamedTuple):
    """Texts by their id, and names by person."""

    texts: Mapping[str, str | None]
    names: Mapping[str, str]

    def title(self, action: ActionLine) -> str:
        """The framework's title, or somebody's own."""
        return action.title or self.text(action.title_text)

    def outcome(self, action: ActionLine) -> str:
        """What will be different for the child."""
        return action.outcome or self.text(action.outcome_text)

    def text(self, text_id: str | None) -> str:
        """Somebody's own words, unless they were erased."""
        return self.texts.get(text_id or "") or ERASED

    def name(self, person: str) -> str:
        """A person's name; somebody who has left the directory is known by id."""
        return self.names.get(person, person)


async def worded(
    connection: AsyncConnection, directory: Directory, actions: Iterable[ActionLine], more_texts: Iterable[str] = ()
) -> Words:
    """The words that these actions need, and those of more texts."""
    listed = list(actions)
    ids = {one for action in listed for one in (action.title_text, action.outcome_text) if one} | {*more_texts}
    names = {one: directory.people[one].name for one in {one.owner for one in listed} if one in directory.people}
    return Words(await texts.words_in(connection, ids) if ids else {}, names)
