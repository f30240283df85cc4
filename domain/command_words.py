"""What a command does, as a sentence about it says: `only she may return this audit`."""

_WORDS = {
    "add_action": "add an action",
    "ask_extension": "ask for more time",
    "grant_extension": "grant more time",
    "refuse_extension": "refuse more time",
    "extend_response": "extend the time to answer this complaint",
    "return_audit": "return this audit",
    "hear_view": "hand in what a child said",
    "undo_verify": "undo this verification",
    "update_calendar": "update the calendar",
    "dispute_grade": "dispute this grade",
    "decide_dispute": "decide this dispute",
    "decide_grade": "decide about this grade",
}
"""Those whose name alone is no English."""


def in_words(command: str) -> str:
    """`decide this dispute`, `send back`."""
    return _WORDS.get(command, command.replace("_", " "))
