"""A calendar asks for somebody's dates at an address of its own, without signing in, until it is taken away."""

from typing import Any

import httpx
from icalendar import Calendar

from tests.activities.records import rows
from tests.api.house import House
from tests.api.http.far import Far
from tests.api.http.test_first_steps import DIGEST, an_audit
from tests.api.http.visitors import Visitors


async def renewed(visitors: Visitors, by: str) -> str:
    answer = await visitors.post("/me/feed", by)
    assert answer.status_code == 200, answer.text
    path: str = answer.json()["path"]
    return path


async def asked(visitors: Visitors, path: str, **headers: str) -> httpx.Response:
    """Without a token, as a calendar asks."""
    return await visitors.client.get(path, headers=headers)


def events(answer: httpx.Response) -> list[Any]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.text).walk("VEVENT"))


async def test_an_owner_finds_their_action_until_it_is_claimed_and_the_auditor_the_claim(
    visitors: Visitors, house: House, audit_id: str
) -> None:
    await an_audit(visitors, audit_id)
    action = (await visitors.get(f"/audits/{audit_id}", "quinn")).json()["actions"][0]
    owner, key = action["owner"], action["action_id"]
    mine, quinns = await renewed(visitors, owner), await renewed(visitors, "quinn")
    before = [str(one["UID"]) for one in events(await asked(visitors, mine))]
    said = {"evidence": [{"reference": "plan.pdf", "digest": DIGEST}], "note": "Dated."}
    await visitors.post(f"/audits/{audit_id}/actions/{key}/claim", owner, said)

    after = [str(one["UID"]) for one in events(await asked(visitors, mine))]
    theirs = [str(one["UID"]) for one in events(await asked(visitors, quinns))]

    assert f"{audit_id}/{key}@auditloop" in before
    assert f"{audit_id}/{key}@auditloop" not in after
    assert f"{audit_id}/{key}/verify@auditloop" in theirs
    read = await rows(house.record.database, "select person, route from reads where route like '%feeds%'")
    assert {(one["person"], one["route"]) for one in read} == {
        (owner, "GET /v1/feeds/{token}.ics"),
        ("quinn", "GET /v1/feeds/{token}.ics"),
    }


async def test_what_has_not_changed_is_not_sent_again(visitors: Visitors, audit_id: str) -> None:
    await an_audit(visitors, audit_id)
    path = await renewed(visitors, "quinn")
    first = await asked(visitors, path)

    again = await asked(visitors, path, **{"If-None-Match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


async def test_a_new_address_or_a_revoked_one_makes_the_old_tell_nothing(visitors: Visitors, house: House) -> None:
    first = await renewed(visitors, "pat")
    second = await renewed(visitors, "pat")
    kept = await rows(house.record.database, "select * from feeds")
    renewed_away = await asked(visitors, first)
    revoked = [(await visitors.post("/me/feed/revoke", "pat")).json()["revoked"] for _ in range(2)]
    taken_away = await asked(visitors, second)

    assert (renewed_away.status_code, taken_away.status_code) == (404, 404)
    assert revoked == [True, False]
    tokens = [path.rpartition("/")[2].removesuffix(".ics") for path in (first, second)]
    assert not [token for token in tokens if token in str(kept) or token in taken_away.text]
    assert (await asked(visitors, "/v1/feeds/never-was.ics")).status_code == 404


async def test_an_audit_restricted_to_others_is_in_no_feed(visitors: Visitors, audit_id: str) -> None:
    await an_audit(visitors, audit_id, restricted_to=["quinn"])
    action = (await visitors.get(f"/audits/{audit_id}", "quinn")).json()["actions"][0]

    path = await renewed(visitors, action["owner"])

    assert [one for one in events(await asked(visitors, path)) if audit_id in one["UID"]] == []


async def test_from_afar_a_person_makes_their_own_address_and_nobody_elses(far: Far) -> None:
    far.sign_in("pat")
    made = await far.answer("feed")
    beside = await far.answer_beside("feed", "--for", "pat")
    other = await far.type("feed", "--for", "quinn")
    nobody = await far.beside("feed")
    unknown = await far.beside("feed", "--for", "never-was")
    revoked = await far.type("feed", "--revoke")

    assert made["url"].startswith(f"{far.url}/v1/feeds/")
    assert "/v1/feeds/" in beside["url"]
    assert (other.status, "you are signed in as pat" in other.err) == (2, True)
    assert (nobody.status, nobody.err[:6]) == (2, "--for:")
    assert (unknown.status, "is not in the directory" in unknown.err) == (1, True)
    assert revoked.out == "No calendar finds these dates any more.\n"
