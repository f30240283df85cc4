"""`python -m bench.soak programme`: 120 managers and 3,000 cases, drawn and recorded on servers of their own."""

from collections import Counter
from datetime import UTC, date, datetime
from secrets import token_hex

from api.policies import Policies
from api.programme import Programmes
from api.programme_exempting import reasons_of
from api.programme_months import preview
from api.record import Record
from bench.ground import ground, working
from domain.directory import Absence, Person
from domain.programme import Case, Exemption
from runtime.settings import CHECKOUT
from storage import programme
from storage.database import Database
from storage.programme_drawing import Wish
from storage.texts import Chance
from tests.journeys.programme_rules import broken_rules

MANAGERS, CASES, TEAMS = 120, 3000, 24
AWAY, EXEMPTED = 6, 6
"""Managers besides, who must be given nothing."""
MOST_TO_DRAW, MOST_TO_RECORD = 2.0, 60.0  # seconds
MONTH, SEED = "2026-12", "2026"
DRAWN_AT = datetime(2026, 11, 25, tzinfo=UTC)
"""Before the month is over."""


def everybody() -> list[Person]:
    """A director, and managers who report to them, some of them away in the middle of the month."""
    director = Person(person="d-1", name="d-1", mail="d-1@example.invalid", roles=("director",), team="lead")
    away = Absence(first_day=date(2026, 12, 14), last_day=date(2026, 12, 18))
    there = [_manager(number) for number in range(MANAGERS + EXEMPTED)]
    return [director, *there, *(_manager(MANAGERS + EXEMPTED + number).away(away) for number in range(AWAY))]


def _manager(number: int) -> Person:
    who = f"m-{number}"
    team = f"team-{number % TEAMS}"
    mail = f"{who}@example.invalid"
    return Person(person=who, name=who, mail=mail, roles=("team_manager",), team=team, manager="d-1")


async def prepare(database: Database, record: Record) -> None:
    """Loads the caseload, one case in ten audited in March, and exempts some managers until the first day."""
    lately = date(2026, 3, 1)
    cases = [
        Case(subject=f"C-{number}", team=f"team-{number % TEAMS}", last_audited=None if number % 10 else lately)
        for number in range(CASES)
    ]
    await programme.load_caseload(database, cases)
    for number in range(MANAGERS, MANAGERS + EXEMPTED):
        exemption = Exemption(person=f"m-{number}", by="d-1", until=date(2026, 12, 1))
        kept = await record.keep_texts(reasons_of(exemption.person), ["At court."], datetime.now(UTC))
        await programme.exempt(database, exemption, kept["At court."], at=datetime.now(UTC))


async def soak() -> bool:
    """Draws and records a month; prints the figures. Did it keep the limits?"""
    policies = Policies(CHECKOUT / "policies")
    async with ground(everybody()) as on, working(on, "ours"):
        record = Record(on.database, Chance(lambda: token_hex(8), lambda: token_hex(8)))
        await prepare(on.database, record)
        programmes = Programmes(on.client, record, lambda: DRAWN_AT, lambda: SEED)
        wish = Wish(MONTH, policies.framework("childrens_social_care"), "d-1", SEED)
        began = datetime.now(UTC)
        draw = (await preview(record, wish, lambda: SEED, DRAWN_AT)).draw
        drawn = datetime.now(UTC)
        done = await programmes.carry_out(wish, lambda _, __, ___: None)
        recorded = datetime.now(UTC)
        broken = await broken_rules(on.database, MONTH)
    to_draw, to_record = (drawn - began).total_seconds(), (recorded - drawn).total_seconds()
    print(f"{MANAGERS} managers, {AWAY} more away and {EXEMPTED} exempted; {CASES} cases in {TEAMS} teams")
    print(f"{done.audits} audits drawn, {done.recorded} recorded")
    print(f"read and drawn in {to_draw:.2f} s (at most {MOST_TO_DRAW:g} s)")
    print(f"drawn, kept, begun and recorded in {to_record:.1f} s (at most {MOST_TO_RECORD:g} s)")
    print("cases: " + ", ".join(f"{number} {what}" for what, number in Counter(o.outcome for o in draw.cases).items()))
    print(f"rules, checked from the tables alone: {broken or 'all kept'}")
    return (
        not broken
        and to_draw <= MOST_TO_DRAW
        and to_record <= MOST_TO_RECORD
        and done.recorded == done.audits == MANAGERS
    )
