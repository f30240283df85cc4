"""How a simulation is told at a terminal: what was assumed first, then numbers, bars, and each person's part."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from api.command_line.shown import counted, say, show_table
from api.simulating.periods import Period, periods
from api.simulating.simulated import Simulated, Under
from domain.dates_in_words import day_in_words, moment_in_words
from domain.simulated_figures import Figures, WorkOf

ASSUMED = "Assumed behaviour, not fact"
MOST_PEOPLE = 15
WIDEST_BAR = 30  # letters
MONTHS_SHOWN = 36
_FIGURES: tuple[tuple[str, Callable[[Figures], object]], ...] = (
    ("audits begun", lambda one: one.audits),
    ("actions opened", lambda one: one.actions),
    ("audits closed", lambda one: one.closed),
    ("still open at the end", lambda one: one.still_open),
    ("handed over at some time", lambda one: one.handed_over),
    ("days to close, median", lambda one: one.median_days),
    ("days to close, nine in ten", lambda one: one.p90_days),
    ("notices", lambda one: one.notices),
    ("steps up a ladder", lambda one: one.escalations),
)


def as_fields(came: Simulated) -> dict[str, Any]:
    """All of it for programs; the assumption with every parameter."""
    wish = came.wish
    return {
        "assumption": f"{ASSUMED}: {wish.behaviour.in_short}.",
        "behaviour": wish.behaviour.model_dump(mode="json"),
        "behaviour_in_words": [one._asdict() for one in wish.behaviour.assumptions()],
        "seed": wish.seed,
        "from": came.first,
        "until": came.until,
        "judgements_known": came.judged,
        "policies": [_under(one) for one in came.under],
    }


def tell(came: Simulated) -> None:
    """In words."""
    for line in _opening(came):
        say(line)
    _tell_assumed(came)
    _table("What it came to", ("", *_names(came)), list(_figures(came)))
    _tell_steps(came)
    _tell_kinds(came)
    for one in came.under:
        _tell_people(one)


def tell_notices(came: Simulated) -> None:
    """Each one, oldest first."""
    for under in came.under:
        say(f"\nNotices under {under.policy}")
        for one in under.notices:
            about = " ".join(part for part in (one.audit_id, one.action_id) if part)
            say(f"{moment_in_words(one.at)}: {under.name(one.person)} ({one.person}), {_plain(one.notice)}, {about}")


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    # A table would break its title at its own width.
    say(f"\n{title}")
    show_table(columns, rows)


def _opening(came: Simulated) -> Iterator[str]:
    policies = " and ".join(
        f"{one.policy} ({one.framework.framework} version {one.framework.version})" for one in came.under
    )
    audits = counted(came.under[0].figures.audits, "audit")
    yield f"Simulated: {audits} under {policies}, seed {came.wish.seed},"
    yield f"from {day_in_words(came.first)} to {day_in_words(came.until)}. Nothing was started and nobody was told."
    if came.judged:
        yield f"{came.judged} judgements are known: later inspections of the same authorities made them when published."


def _tell_assumed(came: Simulated) -> None:
    behaviour = came.wish.behaviour
    rows = list(behaviour.assumptions())
    _table(f"{ASSUMED} ({behaviour.title})", ("who", "what they are assumed to do"), rows)


def _names(came: Simulated) -> list[str]:
    return [one.policy for one in came.under]


def _figures(came: Simulated) -> Iterator[tuple[object, ...]]:
    for name, of in _FIGURES:
        yield name, *(_number(of(one.figures)) for one in came.under)
    for level in _levels(came):
        yield f"  of these to level {level}", *(_number(one.figures.levels.get(level, 0)) for one in came.under)


def _levels(came: Simulated) -> list[int]:
    return sorted({level for one in came.under for level in one.figures.levels})


def _tell_steps(came: Simulated) -> None:
    """A row for each month, or where there are too many, for each quarter or year; a bar for each policy."""
    found, named = periods([one.figures.months for one in came.under], MONTHS_SHOWN)
    levels = _levels(came)
    longest = max((steps for one in found for steps in one.steps), default=0)
    rows = [_row(one, levels, longest) for one in found]
    columns = (named, *(f"level {level}" for level in levels), *_names(came))
    between = " (first / second policy)" if len(came.under) > 1 else ""
    _table(f"Steps up a ladder by {named} and level{between}", columns, rows)


def _row(one: Period, levels: Sequence[int], longest: int) -> tuple[object, ...]:
    cells = [" / ".join(str(each.get(level, 0)) for each in one.levels) for level in levels]
    return one.name, *cells, *(_bar(steps, longest) for steps in one.steps)


def _bar(steps: int, longest: int) -> str:
    length = round(steps * WIDEST_BAR / longest) if longest else 0
    return f"{'█' * max(length, 1 if steps else 0)} {steps}"


def _tell_kinds(came: Simulated) -> None:
    kinds = sorted({kind for one in came.under for kind in one.figures.notices_by_kind})
    rows = [
        (_plain(kind), *(_number(one.figures.notices_by_kind.get(kind, 0)) for one in came.under)) for kind in kinds
    ]
    _table("What people would be told", ("notices", *_names(came)), rows)


def _tell_people(under: Under) -> None:
    work = under.figures.people
    rows = [_work(one, under) for one in work[:MOST_PEOPLE]]
    more = f", the {MOST_PEOPLE} of {len(work)} with most notices" if len(work) > MOST_PEOPLE else ""
    columns = ("person", "notices", "actions", "most open at once", "open at the end")
    _table(f"Each person's part under {under.policy}{more}", columns, rows)


def _work(one: WorkOf, under: Under) -> tuple[object, ...]:
    return under.name(one.person), *map(_number, (one.notices, one.actions, one.most_open, one.still_open))


def _under(one: Under) -> dict[str, Any]:
    return {
        "policy": one.policy,
        "framework": one.framework.framework,
        "version": one.framework.version,
        "figures": one.figures.model_dump(mode="json"),
        "names": {person.person: one.name(person.person) for person in one.figures.people},
        "notices": [notice.model_dump(mode="json") for notice in one.notices],
    }


def _plain(key: str) -> str:
    return key.replace("_", " ")


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int | float) else "none" if value is None else str(value)
