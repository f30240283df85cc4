"""Who is signed in to the API: through it nobody does a thing as somebody else."""

from collections.abc import Sequence

from api.command_line.calling import Line
from api.errors import BadInput
from api.http.people_shapes import PersonItem
from api.start_files import Handed
from domain.values import Key


class Caller:
    """Whoever the token of a line is about; asked only when somebody is named."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._known: Key | None = None

    async def check(self, by: str | None) -> None:
        """Raises BadInput if somebody else is named."""
        if by and by != (person := await self._person()):
            raise BadInput(f"--by {by}", f"you are signed in as {person}: leave it out, or sign in as {by}.")

    async def not_theirs(self, handed: Sequence[Handed], by: str | None) -> list[BadInput]:
        """The lines that name somebody else as who starts them, unless `by` wins over them; raises as `check` does."""
        await self.check(by)
        if by or not any(one.form.by for one in handed):
            return []
        person = await self._person()
        sentence = f"by: you are signed in as {person}: leave it out, or give --by {person}."
        return [BadInput(one.place, sentence) for one in handed if one.form.by not in (None, person)]

    async def _person(self) -> Key:
        self._known = self._known or (await self._line.get("/me", PersonItem)).person
        return self._known
