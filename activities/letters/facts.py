"""The facts a letter's sentences have places for, in words."""

from datetime import datetime

from domain.dates_in_words import due_in_words
from domain.events import StandardSlipped
from storage.letter import Letter, Proposed

_BECAUSE = {
    "last_cycle": "its last cycle has ended, and a practice standard is still not met",
    "command": "somebody entitled to it did so, and any reason they gave is kept with the audit",
}
_MOVED_BY = {
    False: "The audit now goes by other rules or by another grade",
    True: "The bank holidays have changed",
}
_COUNTED = {
    "return": "The return of your audit",
    "extension": "Your decision on more time for an action",
    "moderation": "The second grade you were asked for",
    "dispute": "Your decision on a dispute",
    "watch": "The end of the watch over your audit",
}
_ASKED = {
    "return": "Return it by then, as you were asked to when it was allocated to you.",
    "extension": "Grant the time or refuse it with your reason by then.",
    "moderation": "Look at the record itself and give your own grade by then, without being told the first.",
    "dispute": "Read the reason and decide by then.",
    "watch": "Nothing, while practice holds.",
}
"""Again, for what asked by the date before may never have left."""


def facts_of(letter: Letter) -> dict[str, str]:
    """By the name that stands in braces; a fact that the letter does not have is left out. Raises BodyUnreadable."""
    event, due_at = letter.event, date_of(letter)
    known = {
        "owner": letter.owner_name or "the owner",
        "role": plain(letter.role),
        "due": due_in_words(due_at) if due_at else None,
        "level": getattr(event, "level", None),
        "standards": ", ".join(standards_of(letter)) or "none is unmet any more",
        "moved_by": _MOVED_BY[getattr(event, "is_by_calendar", False)],
        "counted": _COUNTED.get(getattr(event, "what", "")),
        "asked": _ASKED.get(getattr(event, "what", "")),
        "because": _BECAUSE.get(getattr(event, "because", "")),
        "audits": getattr(event, "audits", None),
        "place": _place(event) if isinstance(event, Proposed) else None,
    }
    return {name: str(fact) for name, fact in known.items() if fact is not None}


def date_of(letter: Letter) -> datetime | None:
    """The date that it is about; raises BodyUnreadable.

    A mention hangs on whatever event its note follows: it is about the action that was noted, if it was one.
    """
    of_event: datetime | None = None if letter.notice == "mentioned" else getattr(letter.event, "due_at", None)
    return of_event or letter.due_at


def standards_of(letter: Letter) -> tuple[str, ...]:
    """Ids of the standards to be checked: those the event names, else all that the audit still has unmet."""
    event = letter.event
    if isinstance(event, StandardSlipped):
        return (event.standard,)
    return tuple(getattr(event, "standards", ())) or letter.unmet


def listed(letter: Letter) -> list[tuple[str, str]]:
    """What every letter shows below its sentences: label and fact."""
    return [*of_action(letter), *of_audit(letter)]


def plain(key: str) -> str:
    """`head_of_service` as people say it."""
    return key.replace("_", " ")


def _place(proposed: Proposed) -> str:
    return f"the service of {proposed.place}" if proposed.of == "service" else f"team {proposed.place}"


def of_action(letter: Letter) -> list[tuple[str, str]]:
    """The action it is about, whose it is and its dates."""
    if letter.action_id is None:
        return []
    title = letter.title or "worded by a person: read it with the audit"
    facts = [("Action", f"{letter.action_id}: {title}"), ("Owner", letter.owner_name)]
    if letter.due_at:
        facts.append(("Due", due_in_words(letter.due_at)))
    if letter.original_due_at and letter.original_due_at != letter.due_at:
        facts.append(("First due", due_in_words(letter.original_due_at)))
    return [(label, fact) for label, fact in facts if fact]


def of_audit(letter: Letter) -> list[tuple[str, str]]:
    """The audit it is about, as far as its reader may know it."""
    known = {"Kind": letter.audit_kind, "About": letter.subject, "Team": letter.team, "Overall": letter.overall}
    in_words = {"Kind", "Overall"}
    facts = [(label, plain(fact) if label in in_words else fact) for label, fact in known.items() if fact]
    return [("Proposal" if letter.proposed else "Audit", letter.audit_id), *facts]
