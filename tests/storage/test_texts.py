"""People's own words are kept once, can be erased, and are swept away when nothing came of them."""

import itertools
from datetime import timedelta

import pytest

from domain.programme import Exemption
from domain.values import TextRef
from storage import programme, texts
from storage.database import Database
from storage.programme import Exempted
from storage.texts import Chance, digest_of
from tests.activities.records import Recording, a_recorder
from tests.builders import MONDAY, a_finding, a_start

DAY = timedelta(days=1)


@pytest.fixture
def chance() -> Chance:
    numbers, salts = itertools.count(1), itertools.count(1)
    return Chance(ids=lambda: f"t-{next(numbers)}", salts=lambda: f"salt-{next(salts)}")


async def test_the_same_words_in_the_same_audit_have_the_same_reference(database: Database, chance: Chance) -> None:
    first = await texts.keep(database, "a-1", ["late", "sorry", "late"], chance=chance, at=MONDAY)
    again = await texts.keep(database, "a-1", ["sorry", "new"], chance=chance, at=MONDAY)
    elsewhere = await texts.keep(database, "a-2", ["late"], chance=chance, at=MONDAY)

    assert first[0] == first[2] == TextRef(id="t-1", digest=digest_of("salt-1", "late"))
    assert again[0] == first[1]
    assert elsewhere[0].digest != first[0].digest
    assert await texts.words(database, ["t-1", "t-9"]) == {"t-1": "late"}


async def test_erased_words_stay_erased_under_the_same_reference(database: Database, chance: Chance) -> None:
    [ref] = await texts.keep(database, "a-1", ["private"], chance=chance, at=MONDAY)

    erased = await texts.erase(database, [ref.id])

    assert erased == 1
    assert await texts.keep(database, "a-1", ["private"], chance=chance, at=MONDAY) == [ref]
    assert await texts.words(database, [ref.id]) == {ref.id: None}


async def test_the_reason_of_an_exemption_stays_until_it_is_erased(database: Database, chance: Chance) -> None:
    [reason] = await texts.keep(database, "programme/exemptions/p-1", ["At court."], chance=chance, at=MONDAY)
    exemption = Exemption(person="p-1", by="p-2", until=MONDAY.date())
    await programme.exempt(database, exemption, reason, at=MONDAY)

    swept = await texts.sweep(database, before=MONDAY + DAY)
    [kept] = await _exempted(database)
    await texts.erase(database, [reason.id])
    [erased] = await _exempted(database)

    assert (swept, kept.reason, erased.reason) == (0, "At court.", None)


async def _exempted(database: Database) -> list[Exempted]:
    async with database.reading() as connection:
        return await programme.exempted(connection, MONDAY.date())


async def test_words_that_no_event_names_go_and_others_stay(database: Database, chance: Chance) -> None:
    [named, lost] = await texts.keep(database, "larkmoor-1", ["seen", "never sent"], chance=chance, at=MONDAY)
    [fresh] = await texts.keep(database, "larkmoor-1", ["just now"], chance=chance, at=MONDAY + 2 * DAY)
    await Recording(await a_recorder(database)).start(a_start(a_finding(text=named)))

    swept = await texts.sweep(database, before=MONDAY + DAY)

    assert swept == 1
    assert set(await texts.words(database, [named.id, lost.id, fresh.id])) == {named.id, fresh.id}
