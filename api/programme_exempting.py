"""Exempting somebody from auditing for a time: a director says so, and why; who is exempted now and later."""

from datetime import datetime
from typing import NamedTuple

from api.errors import BadInput, Refused, UnknownPerson
from api.record import Record
from domain.calendar import local_day
from domain.programme import Exemption
from domain.programme_rules import ProgrammeRules
from domain.values import Key
from storage import programme
from storage.programme import Exempted


class Wanted(NamedTuple):
    """An exemption that is asked for, why, and by whose rules."""

    exemption: Exemption
    reason: str
    rules: ProgrammeRules


async def exempt(record: Record, wanted: Wanted, now: datetime) -> None:
    """Keeps it; raises Refused unless somebody who may says so of somebody, or BadInput for a day that has passed."""
    given, people = wanted.exemption, (await record.directory()).people
    for what, person in {"The person": given.person, "The director": given.by}.items():
        if person not in people:
            unknown = UnknownPerson(person, what)
            raise Refused(unknown.code, str(unknown))
    role = wanted.rules.exempt_by
    if role not in people[given.by].roles:
        raise Refused("MayNotExempt", f"Only a {role.replace('_', ' ')} may exempt: ask them to do it.")
    if given.until < local_day(now):
        raise BadInput("until", f"{given.until.isoformat()} has passed: give a later day.")
    kept = await record.keep_texts(reasons_of(given.person), [wanted.reason], now)
    await programme.exempt(record.database, given, kept[wanted.reason], at=now)


def reasons_of(person: Key) -> str:
    """Where the words of somebody's exemptions are kept, to be erased apart from others': no audit is called so."""
    return f"programme/exemptions/{person}"


async def exempted(record: Record, now: datetime) -> list[Exempted]:
    """Those that have not run out, with their reasons."""
    async with record.database.reading() as connection:
        return await programme.exempted(connection, local_day(now))
