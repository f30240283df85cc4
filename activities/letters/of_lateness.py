"""Letters up the reporting line, about what is late."""

from activities.letters.words import Words

_STEP = "You are told as {role}, step {level} of the ladder."
HOLDER = "the role of the ladder's step"

OF_LATENESS: dict[str, Words] = {
    "escalation_action": Words(
        HOLDER,
        "An overdue action comes to you",
        "An action of {owner} was due {due} and is not claimed done. " + _STEP,
        "See today that it gets done, or give it to somebody who can do it. Acknowledge this letter to say that you "
        "have it in hand; silence after that brings it back.",
        ("acknowledge", "reassign"),
    ),
    "escalation_safety": Words(
        HOLDER,
        "A safety concern comes to you",
        "An audit found an immediate safety concern, and it is not yet shown to be dealt with. It is {owner}'s to deal "
        "with {due}. " + _STEP,
        "Make sure now that everybody concerned is safe, whatever the time of day. Acknowledge this letter to say "
        "that you have it in hand.",
        ("acknowledge", "reassign"),
    ),
    "escalation_concern": Words(
        "the role the framework names, and their deputy",
        "A safety concern needs you now",
        "An audit has found an immediate safety concern. It is {owner}'s to deal with. You are told as {role}, at once "
        "and again until somebody acknowledges it.",
        "Make sure now that everybody concerned is safe, whatever the time of day. Acknowledge this letter to say that "
        "you have it in hand.",
        ("acknowledge", "reassign"),
    ),
    "escalation_verification": Words(
        HOLDER,
        "A claim waits to be verified",
        "{owner} has claimed an action done, and nobody has verified the claim or sent it back. " + _STEP,
        "See today that somebody entitled to it looks at the evidence and verifies the claim or sends it back.",
        handed_on=("verify", "send_back"),
    ),
    "escalation_check": Words(
        HOLDER,
        "An overdue check comes to you",
        "The practice standards that an audit found unmet were to be checked {due}, and have not been: "
        "{standards}. " + _STEP,
        "See today that each of them is judged or measured.",
        handed_on=("judge", "measure"),
    ),
    "escalation_handover": Words(
        "the accountable role",
        "An audit you answer for is still open",
        "An audit that was handed over is still open: practice standards that it found unmet are not shown to be met: "
        "{standards}. You are told again until they are.",
        "Decide this week what happens next, and have each standard judged or measured when practice has changed.",
        handed_on=("judge", "measure"),
    ),
}
