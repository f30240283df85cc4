"""The caller's own feed, asked of the API."""

from api.command_line.caller import Caller
from api.command_line.calling import Line, Sent
from api.command_line.line import line
from api.command_line.shown import Progress
from api.command_line.surroundings import Surroundings
from api.http.feeds import FeedItem, FeedRevoked


async def renew(url: str, surroundings: Surroundings, bar: Progress, person: str | None) -> str:
    """The path of a new one. Raises BadInput if somebody else is named."""
    async with line(url, surroundings, bar) as far:
        return (await far.post("/me/feed", await _sent(far, surroundings, person), FeedItem)).path


async def revoke(url: str, surroundings: Surroundings, bar: Progress, person: str | None) -> bool:
    """False if there was none. Raises BadInput if somebody else is named."""
    async with line(url, surroundings, bar) as far:
        return (await far.post("/me/feed/revoke", await _sent(far, surroundings, person), FeedRevoked)).revoked


async def _sent(far: Line, surroundings: Surroundings, person: str | None) -> Sent:
    await Caller(far).check(person)
    return Sent({}, surroundings.ids())
