"""Chance that can be repeated: each number is drawn by the seed and by what it is for, whatever was drawn before.

So under two policies the same action meets the same luck, and only the policies differ.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from math import sqrt
from typing import NamedTuple

from domain.behaviour import Spell
from domain.calendar import at_hour, before, local_day
from domain.durations import Duration
from domain.rules import Rules

_WORKED = timedelta(hours=8)
"""From the policy's hour on, people do things at any time of these."""
_SOONEST = timedelta(minutes=10)
_SCALE = float(1 << 64)


class Chance(NamedTuple):
    """The luck of one audit."""

    seed: int
    audit_id: str

    def share(self, *of_what: object) -> float:
        """At least 0, less than 1: always the same for the same names."""
        named = f"{self.seed}/{self.audit_id}/{'/'.join(map(str, of_what))}"
        return int.from_bytes(sha256(named.encode()).digest()[:8], "big") / _SCALE

    def happens(self, percent: int, *what: object) -> bool:
        """Does something that so many in a hundred do?"""
        return self.share(*what) * 100 < percent

    def later(self, start: datetime, spell: Spell, rules: Rules, *what: object) -> datetime:
        """When something begun at `start` is done: in days, at some hour of a working or calendar day."""
        lasts = self._length(spell, *what)
        if lasts.is_elapsed:
            return start + max(lasts.elapsed, timedelta(seconds=1))
        day = local_day(start)
        then = rules.calendar.add(day, lasts.amount) if lasts.unit == "wd" else day + timedelta(days=lasts.amount)
        at = at_hour(then, rules.hour) + self.share("hour", *what) * _WORKED
        return max(_to_the_second(at), start + _SOONEST)

    def earlier(self, due_at: datetime, start: datetime, spell: Spell, rules: Rules, *what: object) -> datetime:
        """When something due is done in time: so long before it, though never before `start`."""
        ahead = self._length(spell, *what)
        at = before(due_at, ahead, rules.calendar, rules.hour)
        if not ahead.is_elapsed:
            at += self.share("hour", *what) * _WORKED
        soonest = start + min(_SOONEST, (due_at - start) / 2)
        return max(_to_the_second(min(at, due_at - timedelta(seconds=1))), soonest)

    def _length(self, spell: Spell, *what: object) -> Duration:
        """Drawn from the triangle between least, usual and most."""
        if spell.most.is_elapsed:
            least, usual, most = (one.elapsed.total_seconds() for one in (spell.least, spell.usual, spell.most))
            return Duration(round(_triangular(self.share("length", *what), least, usual, most)), "s")
        least, usual, most = (float(one.amount) for one in (spell.least, spell.usual, spell.most))
        return Duration(round(_triangular(self.share("length", *what), least, usual, most)), spell.most.unit)


def _triangular(share: float, least: float, usual: float, most: float) -> float:
    if most == least:
        return least
    peak = (usual - least) / (most - least)
    if share < peak:
        return least + sqrt(share * (most - least) * (usual - least))
    return most - sqrt((1 - share) * (most - least) * (most - usual))


def _to_the_second(at: datetime) -> datetime:
    return at.replace(microsecond=0)
