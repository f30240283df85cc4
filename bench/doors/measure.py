"""Part six: how long people wait at the HTTP doors while a council is at work, and how much work is too much."""

from collections.abc import AsyncIterator, Iterable
from itertools import chain

from bench.doors.load import Answered
from bench.doors.place import place
from bench.doors.round import OK, Round, Rounds
from bench.figures import Part, Row, Spread, percentile, shown, spread

READS, COMMANDS = 45, 5
"""A second."""
READ_LIMIT, COMMAND_LIMIT = 50, 250
"""Milliseconds within which 95 of 100 must be answered."""
SHARES = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
RATES = (10, 15, 20, 25, 30, 40, 50, 60, 80)
"""Commands a second, tried one after another until they are too many."""
WARMING, SEARCHING = 10, 20  # seconds


async def doors(runs: int, *, actions: int, audits: int, seconds: int) -> AsyncIterator[Part]:
    """So many runs of so many seconds beside so many actions, and then the search for what is too much."""
    async with place(actions=actions, audits=audits) as here:
        rounds = Rounds(here)
        await rounds.go(READS, COMMANDS, min(WARMING, seconds))
        done = [await rounds.go(READS, COMMANDS, seconds) for _ in range(runs)]
        yield _whole(
            done, f"{READS} reads and {COMMANDS} commands a second beside {actions:,} actions, {audits} open audits"
        )
        yield _by_kind(list(chain.from_iterable(one.answers for one in done)))
        yield await _search(rounds, min(SEARCHING, seconds))


def _whole(done: list[Round], title: str) -> Part:
    rows = [
        Row(f"{what}, ms, {name}", spread(percentile(one.milliseconds(of_commands=is_command), share) for one in done))
        for what, is_command in (("a read", False), ("a command", True))
        for name, share in SHARES.items()
    ]
    targets = {"a read, ms, p95": f"< {READ_LIMIT}", "a command, ms, p95": f"< {COMMAND_LIMIT}"}
    rows = [row._replace(target=targets.get(row.what, "")) for row in rows]
    cpu = [Row(f"CPU of {who}, ms a second", spread(one.cpu[who] * 1000 for one in done)) for who in done[0].cpu]
    errors = Row("answers other than 200", spread(float(one.errors) for one in done), target="0")
    return Part(title, [*rows, errors, *cpu], _failures(chain.from_iterable(one.answers for one in done)))


def _by_kind(answers: list[Answered]) -> Part:
    took: dict[tuple[bool, str], list[float]] = {}
    for one in answers:
        took.setdefault((one.is_command, one.what), []).append(one.seconds * 1000)
    rows = [Row(f"{what} ({len(each):,})", _shares(each)) for (_, what), each in sorted(took.items())]
    return Part("By kind of request (how many), ms", rows, [], figures=" / ".join(SHARES))


async def _search(rounds: Rounds, seconds: int) -> Part:
    """Ever more commands, until they are too many."""
    rows: list[Row] = []
    notes = [f"{COMMAND_LIMIT} ms still hold at {RATES[-1]} commands a second."]
    for rate in RATES:
        found = await rounds.go(READS, rate, seconds)
        rows.append(Row(f"{rate} commands a second", _shares(found.milliseconds(of_commands=True))))
        if (p95 := rows[-1].ours.middle) > COMMAND_LIMIT or found.errors:
            cpu = ", ".join(f"{who} {shown(spent * 100)} %" for who, spent in found.cpu.items())
            notes = [
                f"At {rate} commands a second {COMMAND_LIMIT} ms no longer hold: p95 is {shown(p95)} ms.",
                f"Of a core there: {cpu}.",
                *_failures(found.answers),
            ]
            break
    return Part(
        f"More and more commands beside {READS} reads a second, ms a command", rows, notes, figures=" / ".join(SHARES)
    )


def _shares(took: list[float]) -> Spread:
    return Spread(*(percentile(took, share) for share in SHARES.values()))


def _failures(answers: Iterable[Answered]) -> list[str]:
    found: dict[tuple[str, int], int] = {}
    for one in answers:
        if one.status != OK:
            found[one.what, one.status] = found.get((one.what, one.status), 0) + 1
    return [f"{what}: {status}, {times} times." for (what, status), times in found.items()]
