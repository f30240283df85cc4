"""Part one: one reference audit alone; its events, billable actions, bytes and rows, measured and by arithmetic."""

from collections.abc import Iterator, Mapping

from bench.counts import Counted, Story, counted
from bench.figures import Part, Row, spread
from bench.ground import Ground, working
from bench.life import live
from bench.rows import rows_by_table, sizes, written_since
from bench.scene import RINGS, messages
from bench.subjects import BOTH, Subject

UPSERTS = 5
"""Late; told up the line; all claimed; all verified, so checking; closed."""
SMALLEST_STORY = Story(updates=len(messages()), rings=len(RINGS))
OUR_STORY = SMALLEST_STORY._replace(upserts=UPSERTS)
EVENTS_TARGET, ACTIONS_TARGET = 1.05, 1.15
"""Most times the smallest workflow's events and actions that the engine may need."""


class CountsDiffer(Exception):
    """An audit alone did not cost what arithmetic says it costs."""

    def __init__(self, name: str, story: Story, found: Counted) -> None:
        wanted = f"{story.events} events and {story.actions} actions"
        got = f"{found.events} and {found.actions} {dict(found.by_kind)}"
        super().__init__(f"{name}: {wanted} by arithmetic, {got} in history: find what changed, or count it anew.")


async def one_of(on: Ground, subject: Subject, audit_id: str) -> Counted:
    """The cost of one audit that lives alone. Raises CountsDiffer."""
    life = await live(on.client, subject, audit_id)
    found = counted(await life.handle.fetch_history())
    story = OUR_STORY if subject.name == "ours" else SMALLEST_STORY
    if (found.events, found.actions) != (story.events, story.actions):
        raise CountsDiffer(subject.name, story, found)
    return found


async def alone(on: Ground, runs: int) -> Part:
    """Each subject alone, in turn, so many times."""
    found: dict[str, list[Counted]] = {subject.name: [] for subject in BOTH}
    written: dict[str, int] = {}
    for run in range(runs):
        for subject in BOTH:
            async with working(on, subject.name):
                before = await rows_by_table(on.database)
                found[subject.name].append(await one_of(on, subject, f"alone-{subject.name}-{run}"))
                written |= written_since(before, await rows_by_table(on.database))
    opened, closed = await sizes(on.database, "alone-ours-0")
    rows = [*_rows(found), *_plain({"bytes of its value at start": opened, "bytes of its value at close": closed})]
    rows += _plain({f"rows written to {table}": count for table, count in written.items()})
    return Part("One reference audit alone", rows, _notes(found))


def _rows(found: Mapping[str, list[Counted]]) -> Iterator[Row]:
    targets = {"events": f"≤ {EVENTS_TARGET} ×", "actions": f"≤ {ACTIONS_TARGET} ×"}
    for what, field in (("history events", "events"), ("billable actions", "actions"), ("bytes of history", "bytes")):
        ours, smallest = (spread(getattr(one, field) for one in found[name]) for name in ("ours", "smallest"))
        yield Row(what, ours, smallest, targets.get(field, ""))


def _plain(figures: Mapping[str, int]) -> list[Row]:
    return [Row(what, spread([value])) for what, value in figures.items()]


def _notes(found: Mapping[str, list[Counted]]) -> list[str]:
    by_kind = ", ".join(f"{count} {kind}" for kind, count in found["ours"][0].by_kind.items())
    kinds = f"1 start, {OUR_STORY.updates} updates, {OUR_STORY.timers} timers, {OUR_STORY.batches} batches"
    return [
        f"Billable: {by_kind}.",
        f"By arithmetic the same: {kinds}, {OUR_STORY.upserts} upserts; {OUR_STORY.events} events.",
    ]
