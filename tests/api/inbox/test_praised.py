"""Praise that another system tells is kept once as good practice, and what cannot be kept is refused."""

from typing import Any

import pytest

from api.inbox.known import COMPLIMENT
from api.practice import practices
from storage.measurable import EVERYWHERE
from tests.api.inbox.conftest import Post
from tests.api.senders import an_event

PRAISED = {"standard": "plan_is_smart", "framework": "demo", "team": "north", "text": "Well planned, says a father."}


async def test_praise_is_kept_once_and_found_again_by_standard(post: Post) -> None:
    event = an_event("e-1", COMPLIMENT, PRAISED)

    kept = await post.deliver(event, event)

    assert [one.outcome for one in kept] == ["The compliment is kept."]
    async with post.house.record.database.reading() as connection:
        found = await practices(connection, "plan_is_smart", "north", EVERYWHERE)
    assert [(one.kind, one.text) for one in found] == [("compliment", PRAISED["text"])]


@pytest.mark.parametrize(
    ("said", "state", "sentence"),
    [
        ({"standard": "unheard_of"}, "refused", "unheard_of is not a standard of demo"),
        ({"team": "nowhere"}, "refused", "nobody works in a team nowhere"),
        ({"team": None}, "refused", "say which team or which audit it is about"),
        ({"audit_id": "nowhere"}, "waiting", "There is no audit nowhere"),
    ],
)
async def test_praise_that_cannot_be_kept_says_why(post: Post, said: dict[str, Any], state: str, sentence: str) -> None:
    [kept] = await post.deliver(an_event("e-1", COMPLIMENT, {**PRAISED, **said}))

    assert kept.state == state
    assert sentence in (kept.outcome or "")
