"""Letters about what was put right that had been entered wrongly."""

from activities.letters.words import Words

OF_CORRECTIONS: dict[str, Words] = {
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
