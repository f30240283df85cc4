"""2,000 notices due at one moment to 150 people: a digest each, and never more than the mail server's cap a minute."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from time import monotonic
from typing import NamedTuple

from activities.recording import Recorder
from bench.ground import ground
from bench.work import settings_of
from domain import commands as c
from domain.directory import Directory
from runtime.logs import configure_logs
from storage.database import Database
from tests.activities.post_office import PostOffice, SortingOffice, open_office
from tests.activities.records import Recording, rows
from tests.activities.test_pace import Round, most_in_a_minute
from tests.activities.wound_clock import WoundClock
from tests.builders import ASH, LINE, MONDAY, a_command, a_directory, a_person, a_start, on, some_rules

NOTICES, PEOPLE, A_MINUTE, COURIERS = 2000, 150, 30, 3
OVERTAKEN = 20
"""One action in so many is claimed done before its notice leaves; its auditor hears of that in her own digest."""
DIGEST, MORNING = on("2026-11-02 14:30"), {"digest_at": ["14:30"]}


class Post(NamedTuple):
    """A way to the database for each courier, and the mail server."""

    databases: list[Database]
    office: SortingOffice
    where: PostOffice


class Sent(NamedTuple):
    """What came of it: mails by person, the notices in them, the most in any minute, notices by state, seconds."""

    mails: Counter[str]
    notices: int
    most: int
    states: dict[str, int]
    took: float


async def soak(notices: int = NOTICES, people: int = PEOPLE, a_minute: int = A_MINUTE) -> bool:
    """Prints the figures. Did everybody get one digest of what was not overtaken, and nobody more than the cap?"""
    configure_logs(form="json", level="WARNING")  # a line for each letter is no figure
    directory = _everybody(people)
    everybody = list(directory.people.values())
    async with (
        ground(everybody) as servers,
        _post(settings_of(servers.folder).database_url) as post,
    ):
        began = monotonic()
        overtaken = await _record(servers.database, directory, notices, people)
        print(f"  {notices} notices of as many audits to {people} people recorded in {monotonic() - began:.0f} s, "
              f"{overtaken} of them overtaken since")  # fmt: skip
        sent = await _walked(servers.database, post, a_minute, people)
    print(f"  {sum(sent.mails.values())} mails with {sent.notices} notices, by {COURIERS} couriers, {sent.took:.1f} s "
          f"of work; at most {sent.most} in any minute, where {a_minute} may be; notices: {sent.states}")  # fmt: skip
    each_once = sent.mails == Counter({f"m-{n}@larkmoor.example": 1 for n in range(people)})
    is_whole = sent.states == {"sent": notices, "stale": overtaken}
    return each_once and is_whole and sent.notices == notices - overtaken and sent.most <= a_minute


def _everybody(people: int) -> Directory:
    owners = [a_person(f"m-{n}", LINE[0], ASH) for n in range(people)]
    return Directory(people={**a_directory().people, **{one.person: one for one in owners}})


@asynccontextmanager
async def _post(url: str) -> AsyncIterator[Post]:
    async with open_office() as (office, where), AsyncExitStack() as stack:
        databases = [Database(url) for _ in range(COURIERS)]
        for one in databases:
            stack.push_async_callback(one.dispose)
        yield Post(databases, office, where)


async def _record(database: Database, directory: Directory, notices: int, people: int) -> int:
    """One audit for each notice, and some claims; how many."""
    recorder, rules, claims = Recorder(database, lambda: MONDAY), some_rules(sending=MORNING), 0
    for number in range(notices):
        recording, owner = Recording(recorder, directory), f"m-{number % people}"
        await recording.start(a_start(audit_id=f"soak-{number:05}", rules=rules, owners={LINE[0]: owner, LINE[1]: ASH}))
        if number % OVERTAKEN == OVERTAKEN - 1:
            await recording.give(a_command(c.ClaimDone, owner), MONDAY)
            claims += 1
    return claims


async def _walked(database: Database, post: Post, a_minute: int, people: int) -> Sent:
    databases, office, where = post
    clock, came = WoundClock(DIGEST), list[datetime]()
    office.at_each_mail = lambda: came.append(clock.now)
    began = monotonic()
    await Round(databases, where, clock, a_minute).walk(minutes=(people + 1) // a_minute + 2)
    took = monotonic() - began
    to_owners = [one for one in office.mails if one["To"].addresses[0].username.startswith("m-")]
    found = await rows(database, "select state, count(*) as number from outbox group by state")
    return Sent(
        mails=Counter(one["To"].addresses[0].addr_spec for one in to_owners),
        notices=sum(_number(str(one["Subject"])) for one in to_owners),
        most=most_in_a_minute(came),
        states={row["state"]: row["number"] for row in found},
        took=took,
    )


def _number(subject: str) -> int:
    first = subject.split(maxsplit=1)[0]
    return int(first) if first.isdigit() else 1
