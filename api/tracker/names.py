"""What a tracker calls standards, grades and places, as the framework and the engine call them."""

import re
from collections.abc import Collection
from difflib import get_close_matches

from api.sheets.row import tidy
from domain.framework import Framework
from domain.values import AuditId

LONGEST = 64  # characters of an audit's id
OPEN, STARTED, CLAIMED, VERIFIED, LEFT_OUT = "open", "started", "claimed", "verified", "left_out"
STATUSES = (OPEN, STARTED, CLAIMED, VERIFIED, LEFT_OUT)
_STATUSES = {one: one for one in STATUSES}
YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})


def audit_id_of(said: str) -> AuditId:
    """A reference as an audit's id, such as `tr-2026-17` for `TR/2026/17`; raises ValueError if nothing is left."""
    made = re.sub(r"[^a-z0-9]+", "-", said.lower()).strip("-")
    if not made or len(made) > LONGEST:
        raise ValueError(f"{said[:LONGEST]!r} makes no id of at most {LONGEST} letters and digits: correct it")
    return made


def key_of(said: str) -> str:
    """A reference of a record or a kind: its blanks and odd signs become `-`."""
    return re.sub(r"[^A-Za-z0-9._/:-]+", "-", said).strip("-")[:128]


class Vocabulary:
    """The words of a framework and the teams of a council, by what people may write for them."""

    def __init__(self, framework: Framework, teams: Collection[str]) -> None:
        self._of = f"of {framework.framework}"
        self._standards = {_folded(area): standard for area, standard in framework.areas.items()}
        for standard in framework.standards:
            self._standards |= {_folded(standard.title): standard.id, _folded(standard.id): standard.id}
        self._grades = {_folded(grade): grade for grade in framework.grades}
        self._teams = {_folded(team): team for team in teams}

    def standard(self, said: str) -> str:
        """A standard by its id, its title, or an area it speaks for; raises ValueError."""
        return _known(said, self._standards, f"a standard {self._of}")

    def grade(self, said: str) -> str:
        """A grade of the framework; raises ValueError."""
        return _known(said, self._grades, f"a grade {self._of}")

    def team(self, said: str) -> str:
        """A team of the directory; raises ValueError."""
        return _known(said, self._teams, "a team of the directory")


def status_of(said: str) -> str:
    """One of STATUSES; raises ValueError."""
    return _known(said, _STATUSES, "a status")


def is_yes(said: str) -> bool:
    """Raises ValueError for what is neither yes nor no."""
    if said.casefold() not in YES | NO:
        raise ValueError(f"{said[:40]!r} is neither yes nor no: write one, or translate it in words")
    return said.casefold() in YES


def _known(said: str, known: dict[str, str], noun: str) -> str:
    found = known.get(_folded(said))
    if found is not None:
        return found
    near = get_close_matches(_folded(said), known, n=1)
    instead = known[near[0]] if near else f"one of {', '.join(sorted(set(known.values()))[:6])}"
    raise ValueError(f"{said[:40]!r} is not {noun}: write {instead}, or translate it in the mapping's words")


def _folded(text: str) -> str:
    return tidy(text).casefold().replace(" ", "_").replace("-", "_")
