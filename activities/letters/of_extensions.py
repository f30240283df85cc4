"""Letters about an action's clock: more time, a pause, and waiting for another action."""

from activities.letters.words import Words

OF_EXTENSIONS: dict[str, Words] = {
    "extension_asked": Words(
        "the owner's manager",
        "More time for an action is asked of you",
        "{owner} has asked for more time for this action. The reason is kept with the audit.",
        "Grant it or refuse it with your reason. The action is chased as before meanwhile, and if nobody decides, the "
        "people above you are told.",
        ("grant_extension", "refuse_extension"),
    ),
    "escalation_extension": Words(
        "the role of the ladder's step",
        "A request for more time waits for you",
        "{owner} has asked for more time for an action, and nobody has decided. You are told as {role}, step {level} "
        "of the ladder.",
        "Grant it or refuse it with your reason. You are told again until somebody does.",
        ("grant_extension", "refuse_extension"),
    ),
    "extension_granted": Words(
        "the owner",
        "You have more time for an action",
        "Your action is now due {due}. Its first date stays, and counts as late once it has passed.",
        "Finish it and claim it done {due}, with the evidence that shows it.",
        ("claim",),
    ),
    "extension_refused": Words(
        "the owner",
        "You have no more time for an action",
        "The date of your action stays as it is: {due}. The reason is kept with the audit.",
        "Finish it and claim it done {due}, with the evidence that shows it.",
        ("claim",),
    ),
    "paused": Words(
        "the owner",
        "Your action is paused",
        "Your action has been paused, and nobody is told of it until it goes on. The reason is kept with the audit.",
    ),
    "resumed": Words(
        "the owner",
        "Your action goes on",
        "Your action is paused no longer. It is due {due}.",
        "Unless you have claimed it already, finish it and claim it done {due}, with the evidence that shows it.",
        ("claim",),
    ),
    "waits": Words(
        "the owner",
        "Your action waits for another",
        "Your action waits until another is finished. Its clock stands until then, and you hear when it starts.",
    ),
    "clock_started": Words(
        "the owner",
        "The clock of your action has started",
        "Your action waits for no other any more. It is due {due}.",
        "Unless you have claimed it already, finish it and claim it done {due}, with the evidence that shows it.",
        ("claim",),
    ),
}
