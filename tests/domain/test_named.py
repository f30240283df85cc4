"""A long list of names is cut, and says so."""

from domain.named import named


def test_a_long_list_of_names_says_how_many_more_there_are() -> None:
    names = [f"a-{number}" for number in range(1, 18)]

    assert named(names).endswith("a-11, a-12 and 5 more")
    assert named(names[:2]) == "a-1, a-2"
    assert named([]) == "none"
