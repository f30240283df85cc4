"""Word that somebody is away reaches the directory once, and what cannot be is refused and kept."""

from datetime import date

from api.inbox.known import ABSENCE
from domain.directory import Absence
from tests.api.inbox.conftest import Post
from tests.api.senders import an_event

AWAY = {"person": "tess", "first_day": "2026-11-02", "last_day": "2026-11-09", "deputy": "sam"}


async def test_an_absence_is_kept_once_and_a_later_event_of_the_same_day_corrects_it(post: Post) -> None:
    first, same = an_event("e-1", ABSENCE, AWAY), an_event("e-2", ABSENCE, AWAY)
    longer = an_event("e-3", ABSENCE, {**AWAY, "last_day": "2026-11-20"})

    kept = await post.deliver(first, same, longer)

    assert [one.outcome for one in kept] == [
        "The absence is kept.",
        "The absence was known already.",
        "The absence is kept.",
    ]
    known = (await post.house.record.directory()).people["tess"].absences
    assert known == (Absence(first_day=date(2026, 11, 2), last_day=date(2026, 11, 20), deputy="sam"),)


async def test_an_absence_that_cannot_be_is_refused_and_changes_nobody(post: Post) -> None:
    before = await post.house.record.directory()

    [kept] = await post.deliver(an_event("e-1", ABSENCE, {**AWAY, "deputy": "tess"}))

    assert (kept.state, kept.outcome) == ("refused", "tess would be their own deputy: name somebody else.")
    assert await post.house.record.directory() == before
