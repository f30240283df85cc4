"""A list of names in a sentence: all of a short one, the first of a long one and how many more there are."""

from collections.abc import Sequence

MOST = 12


def named(names: Sequence[str]) -> str:
    """`a-1, a-2`, or `a-1, a-2, … and 5 more`; `none` for an empty one."""
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return f"{', '.join(names[:MOST]) or 'none'}{more}"
