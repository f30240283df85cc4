"""The draw for moderation: near its share, the same in any order, and another with another secret."""

import pytest

from activities.lot import is_drawn

IDS = [f"audit-{number}" for number in range(10_000)]


def drawn(ids: list[str], salt: str, share: int) -> set[str]:
    return {one for one in ids if is_drawn(one, salt, share)}


@pytest.mark.parametrize("share", [5, 20, 50])
def test_of_ten_thousand_about_the_share_is_drawn(share: int) -> None:
    assert abs(len(drawn(IDS, "a secret of this council", share)) - share * 100) < 200


def test_order_does_not_matter() -> None:
    assert drawn(IDS, "s", 20) == drawn(IDS[::-1], "s", 20)


def test_whoever_is_drawn_for_a_share_is_drawn_for_a_larger_one() -> None:
    assert drawn(IDS, "s", 10) < drawn(IDS, "s", 20)


def test_another_secret_draws_others() -> None:
    assert drawn(IDS, "one", 20) != drawn(IDS, "other", 20)


def test_none_and_all() -> None:
    assert drawn(IDS, "s", 0) == set()
    assert drawn(IDS, "s", 100) == set(IDS)
