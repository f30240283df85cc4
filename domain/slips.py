"""A slip in a policy file: what is wrong, and where in the file it was written."""

from collections.abc import Collection, Iterable, Iterator

Where = tuple[str | int, ...]
Named = Iterable[tuple[Where, str]]


class Slip(ValueError):
    """One sentence on what to put right, and the keys that lead from the value checked to the place."""

    def __init__(self, where: Where, sentence: str) -> None:
        self.where = where
        super().__init__(sentence)


def unknown(named: Named, known: Collection[str], sentence: str) -> Iterator[Slip]:
    """A slip for each name that is not known; `{}` in the sentence stands for it."""
    return (Slip(where, sentence.format(name)) for where, name in named if name not in known)


def repeated(named: Named, sentence: str) -> Iterator[Slip]:
    """A slip for each name given before; `{}` in the sentence stands for it."""
    seen: set[str] = set()
    for where, name in named:
        if name in seen:
            yield Slip(where, sentence.format(name))
        seen.add(name)


def numbered(where: Where, names: Iterable[str]) -> Named:
    """Each name of a list with its own place in the file."""
    return [((*where, number), name) for number, name in enumerate(names)]
