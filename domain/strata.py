"""How many of a sample come from each team: in proportion, by largest remainder, at least one from each."""

from collections.abc import Callable, Mapping

from domain.values import Key

Lot = Callable[[Key], str]
"""Puts teams in an order that nobody can steer."""


def quotas(sizes: Mapping[Key, int], total: int, lot: Lot) -> dict[Key, int]:
    """How many of `total` each team gives; never more than it has. `total` is at most the sum of the sizes.

    A team whose share rounds to none gives one all the same, and the others share what is left. Where there are more
    teams than cases to draw, the lot says which teams give one.
    """
    teams = sorted(team for team, size in sizes.items() if size)
    if total < len(teams):
        chosen = set(sorted(teams, key=lot)[:total])
        return {team: int(team in chosen) for team in teams}
    given: dict[Key, int] = {}
    while True:
        others = {team: sizes[team] for team in teams if team not in given}
        shared = _by_largest_remainder(others, total - len(given), lot)
        if not (empty := [team for team, number in shared.items() if number == 0]):
            return shared | given
        given |= dict.fromkeys(empty, 1)


def _by_largest_remainder(sizes: Mapping[Key, int], total: int, lot: Lot) -> dict[Key, int]:
    everything = sum(sizes.values())
    shares = {team: divmod(total * size, everything) for team, size in sizes.items()}
    left = total - sum(whole for whole, _ in shares.values())
    first = sorted(shares, key=lambda team: (-shares[team][1], lot(team)))[:left]
    return {team: whole + (team in first) for team, (whole, _) in shares.items()}
