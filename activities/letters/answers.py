"""How the reader of a letter answers it: command lines, and a page if there are pages."""

from activities.letters.words import Words
from storage.letter import Letter

_PROGRAM = "python starter.py"
_NAMING = {"judge": "STANDARD", "measure": "STANDARD"}
_MEANING = {
    "accept": "to accept it",
    "claim": "to claim it done",
    "verify": "to verify the claim",
    "send_back": "to send it back",
    "acknowledge": "to acknowledge this letter",
    "reassign": "to give it to somebody else",
    "judge": "to judge a standard",
    "measure": "to hand in counts for a standard",
}


def answers_to(letter: Letter, words: Words, base_url: str | None) -> list[str]:
    """Lines that say how to read more and how to answer; commands are indented."""
    page = [f"The audit's page: {base_url.rstrip('/')}/audits/{letter.audit_id}", ""] if base_url else []
    lines = ["To read the whole story, people's own words included:", f"  {_PROGRAM} history {letter.audit_id}"]
    for command in words.answers:
        lines += [f"{_MEANING[command].capitalize()}:", f"  {_line(letter, command)}"]
    more = ["(Add --help to see what a command asks for.)"] if words.answers else []
    return [*page, *lines, *more]


def _line(letter: Letter, command: str) -> str:
    about = _NAMING.get(command) or letter.action_id or "ACTION"
    return f"{_PROGRAM} act {letter.audit_id} {command} {about} --by {letter.person}"
