"""Letters about what was put right that had been entered wrongly."""

from activities.letters.words import Words

OF_CORRECTIONS: dict[str, Words] = {
    "action_amended": Words(
        "the owner",
        "Your action has been put right",
        "Something about your action had been entered wrongly, and has been put right. What it said before and the "
        "reason are kept with the audit.",
        "Unless it is finished, read it as it is now, and go by its date: {due}.",
        ("claim",),
    ),
    "audit_amended": Words(
        "the auditor",
        "Your audit has been put right",
        "Something in your audit had been entered wrongly, and has been put right. What it said before and the reason "
        "are kept with it. If you see it otherwise, speak to whoever changed it.",
    ),
    "reopened": Words(
        "the auditor",
        "Your audit is reopened",
        "Your audit had ended, and has been reopened. The reason is kept with it. Still to be shown met: {standards}. "
        "Each has an action again, whose owner has been told.",
    ),
    "claimed_again": Words(
        "the auditor",
        "A claim waits to be looked at again",
        "This action had been verified, and that has been undone. The reason is kept with the audit. The claim of "
        "{owner} that it is done stands.",
        "Look at the evidence again, and verify the claim or send it back with your reason. While nobody does, "
        "others are told.",
        ("verify", "send_back"),
    ),
    "verify_undone": Words(
        "the owner",
        "Your claim is looked at again",
        "Your action had been verified, and that has been undone. The reason is kept with the audit. Your claim that "
        "it is done stands, and is looked at again.",
    ),
}
