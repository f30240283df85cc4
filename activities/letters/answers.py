"""How the reader of a letter answers it: command lines, and a page if there are pages."""

from collections.abc import Iterator

from activities.letters.facts import standards_of
from activities.letters.words import Words
from activities.message import Link, Step
from storage.letter import Letter

PROGRAM = ".venv/bin/python starter.py"
"""How every command line begins."""
_SOMEBODY = "PERSON"
_COUNTS = "--from YYYY-MM-DD --to YYYY-MM-DD --met-count NUMBER --total NUMBER"
_FORMS = {
    "accept": "accept {about}",
    "claim": 'claim {about} --evidence FILE --note "WORDS"',
    "verify": "verify {about}",
    "send_back": 'send-back {about} --reason "WORDS"',
    "acknowledge": "acknowledge {about}",
    "reassign": "reassign {about} --owner PERSON",
    "moderate": 'moderate --overall GRADE --grade AREA=GRADE --note "WORDS"',
    "decide": 'decide-dispute {about} --upheld --note "WORDS"',
    "decide_grade": 'decide-grade --upheld --overall GRADE --note "WORDS"',
    "judge": 'judge --standard {about} --met --note "WORDS"',
    "grant_extension": "grant-extension {about}",
    "refuse_extension": 'refuse-extension {about} --reason "WORDS"',
    "allocate": "allocate --auditor PERSON",
    "reallocate": 'reallocate --auditor PERSON --reason "WORDS"',
    "measure": f"measure --standard {{about}} {_COUNTS}",
}
_MEANING = {
    "accept": "To accept it:",
    "claim": "To claim it done:",
    "verify": "To verify the claim:",
    "send_back": "To send it back:",
    "acknowledge": "To acknowledge this letter:",
    "reassign": "To give it to somebody else:",
    "grant_extension": "To grant it:",
    "refuse_extension": "To refuse it:",
    "moderate": "To give your grade:",
    "decide": "To decide (--rejected if you do not agree):",
    "allocate": "To allocate it:",
    "open_proposal": "To open it (--auditor PERSON to say at once who makes it):",
    "decline_proposal": "To decline it:",
    "return_audit": "To return it, from a file such as docs/running.md shows:",
    "notes": "To read it:",
    "note": "To answer it:",
}
_APART = {
    "return_audit": "return FILE --by {by}",
    "open_proposal": "proposals open {audit} --by {by}",
    "decline_proposal": 'proposals decline {audit} --reason "WORDS" --by {by}',
    "notes": "notes {audit}",
    "note": 'note {audit} "WORDS" --by {by}',
}
"""Commands that are no `act` of an audit."""
_ASKED_BY_DATE = {
    "return": ("return_audit",),
    "extension": ("grant_extension", "refuse_extension"),
    "moderation": ("moderate",),
    "dispute": ("decide",),
}
"""What answers a letter about a date that moved: whatever is due by it."""
_FOR_OTHERS = {
    "verify": "Hand on to the auditor, or to another who may verify the claim:",
    "send_back": "Or, for the same person to send it back:",
    "moderate": "Hand on to a moderator outside the audited team, who is not told the first grade:",
    "judge": "Hand on to whoever may judge, never the first auditor (--unmet if it is not met):",
    "reallocate": "Hand on to whoever may give it to somebody else:",
    "measure": "Hand on to whoever holds the counts and may hand them in:",
}


NOTE = "(Words in capitals stand for what is to be filled in.)"


def page_of(letter: Letter, pages: str | None) -> Link | None:
    """The audit's own page, where there are pages."""
    return (
        Link("The audit's page", f"{pages.rstrip('/')}/audits/{letter.audit_id}")
        if pages and letter.is_of_audit
        else None
    )


def story_of(letter: Letter) -> Step:
    """How to read more of the audit, or of the proposal."""
    if not letter.is_of_audit:
        return Step("To read which audits they are:", (f"{PROGRAM} proposals show {letter.audit_id}",))
    audit_id = letter.audit_id
    return Step("To read the whole story, people's own words included:", (f"{PROGRAM} history {audit_id}",))


def answers_to(letter: Letter, words: Words) -> tuple[Step, ...]:
    """How the letter is answered; each command is one line."""
    answers = words.answers or _ASKED_BY_DATE.get(getattr(letter.event, "what", ""), ())
    own = [_told(letter, command, _MEANING[command], by=letter.person) for command in answers]
    others = [_told(letter, command, _FOR_OTHERS[command], by=_SOMEBODY) for command in words.handed_on]
    return tuple(step for step in (*own, *others) if step.lines)


def _told(letter: Letter, command: str, heading: str, *, by: str) -> Step:
    if command in _APART:
        return Step(heading, (f"{PROGRAM} {_APART[command].format(audit=letter.audit_id, by=by)}",))
    return Step(heading, tuple(f"{PROGRAM} act {letter.audit_id} {form} --by {by}" for form in _forms(letter, command)))


def _forms(letter: Letter, command: str) -> Iterator[str]:
    if command == "decide" and letter.action_id is None:
        command = "decide_grade"
    for about in _matters(letter, command):
        yield _FORMS[command].format(about=about)


def _matters(letter: Letter, command: str) -> tuple[str, ...]:
    """The standards a command can be given for, or the action."""
    if command == "judge":
        return standards_of(letter)
    if command == "measure":
        return tuple(one for one in standards_of(letter) if one in letter.measured)
    return (letter.action_id or "ACTION",)
