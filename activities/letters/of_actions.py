"""Letters about one action, to its owner and to the auditor."""

from activities.letters.words import Words

OF_ACTIONS: dict[str, Words] = {
    "opened": Words(
        "the owner",
        "An action is yours",
        "An audit has opened an action, and you own it.",
        "Accept it and finish it {due}. When it is done, claim it with the evidence that shows it.",
        ("accept", "claim"),
    ),
    "safety": Words(
        "the owner",
        "A safety concern is yours to deal with",
        "An audit has found an immediate safety concern, and dealing with it is yours.",
        "Deal with it {due}, whatever the time of day. Then claim it done, with the evidence that shows it.",
        ("accept", "claim"),
    ),
    "reassigned": Words(
        "the new owner",
        "An action has come to you",
        "An action that was somebody else's is now yours. Its date has not moved.",
        "Accept it and finish it {due}. When it is done, claim it with the evidence that shows it.",
        ("accept", "claim"),
    ),
    "claimed": Words(
        "the auditor",
        "An action is claimed done",
        "{owner} has claimed that this action is done.",
        "Look at the evidence now, and verify the claim or send it back with your reason. While nobody does, "
        "others are told.",
        ("verify", "send_back"),
    ),
    "verified": Words(
        "the owner",
        "Your action is verified",
        "Your action has been verified as done.",
    ),
    "sent_back": Words(
        "the owner",
        "Your claim is sent back",
        "Your claim that this action is done has been sent back. The reason is kept with the audit.",
        "Read the reason, put right what is missing, and claim it again {due}.",
        ("claim",),
    ),
    "cancelled": Words(
        "the owner",
        "Your action is cancelled",
        "Your action has been cancelled. The reason is kept with the audit.",
    ),
    "overtaken": Words(
        "the owner",
        "Your action has ended",
        "Your action has ended: its practice standard was shown to be met before the action was done.",
    ),
    "carried": Words(
        "the owner",
        "Your action goes on",
        "The practice standard of your action was checked and is still not met, so the action goes on in the next "
        "cycle of the audit.",
        "Finish it {due}. When it is done, claim it with the evidence that shows it.",
        ("claim",),
    ),
    "replanned": Words(
        "the owner",
        "The date of your action has moved",
        "{moved_by}, and your action is due {due}.",
        "Unless you have claimed it already, finish it and claim it done {due}, with the evidence that shows it.",
        ("claim",),
    ),
    "reminder": Words(
        "the owner",
        "An action of yours is due soon",
        "Your action is due {due}.",
        "Finish it and claim it done {due}, with the evidence that shows it. After that, the people above you are "
        "told.",
        ("claim",),
    ),
    "overdue": Words(
        "the owner",
        "An action of yours is overdue",
        "Your action was due {due} and is not claimed done.",
        "Finish it now and claim it done. If something stands in your way, tell your manager today: the people above "
        "you are told next.",
        ("claim",),
    ),
}
