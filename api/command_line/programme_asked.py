"""What the programme's commands ask beside the engine: they are an operator's, and no line carries them."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from api.caseload_file import read_caseload
from api.command_line.doors import Doors, opened
from api.command_line.shown import progress
from api.command_line.surroundings import Surroundings
from api.errors import BadInput, Refused, UnknownPerson
from api.policies import UnknownFramework
from domain.calendar import local_day
from domain.framework import Framework
from domain.months import Month
from domain.programme import Draw, Exemption
from domain.programme_rules import ProgrammeRules
from storage import programme
from storage.programme_drawing import NotDrawable, Wish, rules_of

if TYPE_CHECKING:
    from api.programme import Programmes, When


class Asked(NamedTuple):
    """A month, a framework's name, who asks, and a seed."""

    month: Month
    framework: str
    by: str
    seed: str | None


async def caseload(surroundings: Surroundings, file: Path) -> int:
    """Loads it; how many cases there are."""
    async with opened(surroundings) as doors:
        teams = {one.team for one in (await doors.record.directory()).people.values()}
        cases = read_caseload(file, teams, local_day(surroundings.clock()))
        await programme.load_caseload(doors.record.database, cases)
        return len(cases)


async def exempt(surroundings: Surroundings, exemption: Exemption, reason: str, framework: str) -> None:
    """Lets somebody off; raises BadInput, or Refused unless a director says so."""
    async with opened(surroundings) as doors:
        people = (await doors.record.directory()).people
        for what, person in {"The person": exemption.person, "The director": exemption.by}.items():
            if person not in people:
                raise BadInput(person, str(UnknownPerson(person, what)))
        role = _rules(_framework(doors, framework)).exempt_by
        if role not in people[exemption.by].roles:
            raise Refused("NotAllowed", f"Only a {role.replace('_', ' ')} may exempt: ask them to do it.")
        if exemption.until < local_day(surroundings.clock()):
            raise BadInput("--until", f"{exemption.until.isoformat()} has passed: give a later day.")
        await programme.exempt(doors.record.database, exemption, reason, at=surroundings.clock())


async def preview(surroundings: Surroundings, asked: Asked) -> Draw:
    """The draw as kept, or as it would be now."""
    from api.programme import preview as seen  # noqa: PLC0415 - loads the engine's library, which takes long

    async with opened(surroundings) as doors:
        return await seen(doors.record, _wish(doors, asked), _seeds(surroundings))


async def carry_out(surroundings: Surroundings, asked: Asked) -> Draw:
    """The draw, once every audit of it is recorded."""
    from api.programme import preview as seen  # noqa: PLC0415 - loads the engine's library, which takes long

    async with opened(surroundings) as doors:
        wish, seeds = _wish(doors, asked), _seeds(surroundings)
        await seen(doors.record, wish, seeds)  # what cannot be drawn is refused before anything is started
        with progress() as bar:
            await (await _programmes(doors)).carry_out(wish, bar)
        return await seen(doors.record, wish, seeds)


async def kept(surroundings: Surroundings, month: Month) -> Draw:
    """A month as it was drawn; raises BadInput if it was not."""
    from api.programme import kept as found_kept  # noqa: PLC0415 - loads the engine's library, which takes long

    async with opened(surroundings) as doors:
        found = await found_kept(doors.record, month)
    if found is None:
        raise BadInput("--month", f"{month} is not drawn: see `starter.py programme plan --month {month} --dry-run`.")
    return found[1]


async def schedule(surroundings: Surroundings, framework: str, by: str, when: "When") -> bool:
    """Sets the schedule; True if it was set before."""
    async with opened(surroundings) as doors:
        rules = _framework(doors, framework)
        _rules(rules)
        await doors.record.keep_framework(rules, surroundings.clock())
        return await (await _programmes(doors)).set_schedule(framework, by, when)


async def _programmes(doors: Doors) -> "Programmes":
    from api.programme import Programmes  # noqa: PLC0415 - loads the engine's library, which takes long

    return Programmes(await doors.client(), doors.record, doors.surroundings.clock)


def _wish(doors: Doors, asked: Asked) -> Wish:
    framework = _framework(doors, asked.framework)
    _rules(framework)
    return Wish(asked.month, framework, asked.by, asked.seed)


def _framework(doors: Doors, name: str) -> Framework:
    try:
        return doors.policies.framework(name)
    except UnknownFramework as unknown:
        raise BadInput("--framework", str(unknown)) from None


def _rules(framework: Framework) -> ProgrammeRules:
    try:
        return rules_of(framework)
    except NotDrawable as refused:
        raise BadInput("--framework", str(refused)) from None


def _seeds(surroundings: Surroundings) -> Callable[[], str]:
    return lambda: str(int(sha256(surroundings.ids().encode()).hexdigest(), 16) % 10**9)
