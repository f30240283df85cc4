"""Letters about a second grade, and about disputes."""

from activities.letters.of_lateness import HOLDER
from activities.letters.words import Words

_STEP = "You are told as {role}, step {level} of the ladder."

OF_MODERATION: dict[str, Words] = {
    "moderation": Words(
        "the moderator",
        "An audit asks for a second grade",
        "An audit was chosen for moderation. You are asked for a second grade; until you have given it you are "
        "not told the first.",
        "Look at the record itself, and give your grade {due}.",
        ("moderate",),
    ),
    "grade_confirmed": Words(
        "the auditor",
        "The grade of your audit is confirmed",
        "A moderator who did not know your grade came to the same one.",
    ),
    "grade_changed": Words(
        "the auditor",
        "The grade of your audit has changed",
        "A moderator who did not know your grade came to another one. Both are kept; the audit goes by the second, and "
        "its dates with it.",
    ),
    "dispute": Words(
        "the decider",
        "A dispute is yours to decide",
        "Somebody disputes what an audit says: its grade, or an action. The reason is kept with the audit.",
        "Read the reason, and decide {due}. Unless it is a safety concern, nobody chases a disputed action until then.",
        ("decide",),
    ),
    "dispute_decided": Words(
        "whoever disputed, and the auditor",
        "A dispute is decided",
        "A dispute about an audit has been decided. The decision and its reason are kept with the audit.",
    ),
    "escalation_moderation": Words(
        HOLDER,
        "A second grade is late",
        "A second grade of an audit was to be given {due}, and has not been. " + _STEP,
        "See today that somebody who does not know the first grade gives a second.",
        handed_on=("moderate",),
    ),
    "escalation_dispute": Words(
        HOLDER,
        "A dispute waits to be decided",
        "A dispute about an audit was to be decided {due}, and has not been. " + _STEP,
        "Decide it today: it has come up to you.",
        ("decide",),
    ),
}
