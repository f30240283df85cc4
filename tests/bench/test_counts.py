"""What one reference audit alone costs, by arithmetic and in the history of the real server."""

from bench.alone import ACTIONS_TARGET, EVENTS_TARGET, OUR_STORY, SMALLEST_STORY, one_of
from bench.counts import Story
from bench.ground import ground, working
from bench.subjects import BOTH


def test_a_story_without_messages_and_rings_is_a_start_a_batch_and_a_timer() -> None:
    story = Story(updates=0, rings=0)

    assert story.actions == 1 + 1 + 1
    assert story.events == 4 + 6 + 1 + 1


def test_a_message_that_waits_for_its_own_record_costs_eleven_events_and_two_actions() -> None:
    one, two = Story(updates=1, rings=0), Story(updates=2, rings=0)

    assert two.events - one.events == 11
    assert two.actions - one.actions == 2


def test_the_engine_needs_hardly_more_than_the_smallest_workflow() -> None:
    assert OUR_STORY.events <= EVENTS_TARGET * SMALLEST_STORY.events
    assert OUR_STORY.actions <= ACTIONS_TARGET * SMALLEST_STORY.actions


async def test_one_audit_alone_costs_what_arithmetic_says() -> None:
    found = {}

    async with ground() as on:
        for subject in BOTH:
            async with working(on, subject.name):
                found[subject.name] = await one_of(on, subject, f"alone-{subject.name}")

    assert found["ours"].events == OUR_STORY.events
    assert found["ours"].by_kind == {"starts": 1, "updates": 18, "timers": 4, "activities": 22, "upserts": 5}
    assert found["smallest"].by_kind == {"starts": 1, "updates": 18, "timers": 4, "activities": 22}
