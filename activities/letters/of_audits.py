"""Letters about an audit as a whole: its checking and its end."""

from activities.letters.words import Words

OF_AUDITS: dict[str, Words] = {
    "checking": Words(
        "the auditor",
        "Practice standards are to be checked",
        "The actions of your audit are finished. What it found unmet is now to be checked: {standards}.",
        "See that each of these standards is judged by somebody else than you, or measured, {due}.",
        handed_on=("judge", "measure"),
    ),
    "view_heard": Words(
        "the auditor",
        "What a child said has been added to your audit",
        "A child has said what they think, and it has been added to your audit: it is in the audit's story.",
    ),
    "watching": Words(
        "the auditor",
        "Practice is being watched before your audit closes",
        "Every practice standard that your audit found unmet is now shown to be met. Before the audit closes it is "
        "watched whether practice holds: {standards}.",
        "Nothing, while practice holds. If it slips, see that the standard is judged again by somebody else than you, "
        "or measured.",
        handed_on=("judge", "measure"),
    ),
    "slipped": Words(
        "the auditor",
        "Practice slipped while it was watched",
        "A practice standard that had been shown to be met is unmet again: {standards}. What is to be done about it "
        "goes to its owner, or to the accountable person if there is no further cycle.",
    ),
    "check_replanned": Words(
        "the auditor",
        "The date of your check has moved",
        "{moved_by}. What your audit found unmet is to be checked {due}: {standards}.",
        "See that each of them is judged by somebody else than you, or measured, {due}.",
        handed_on=("judge", "measure"),
    ),
    "check_reminder": Words(
        "the auditor",
        "A check of yours is due soon",
        "The practice standards that your audit found unmet are to be checked {due}: {standards}.",
        "See that each of them is judged by somebody else than you, or measured, {due}.",
        handed_on=("judge", "measure"),
    ),
    "check_overdue": Words(
        "the auditor",
        "A check of yours is overdue",
        "The practice standards that your audit found unmet were to be checked {due}, and have not been: {standards}.",
        "See that each of them is judged by somebody else than you, or measured, now: the people above are told next.",
        handed_on=("judge", "measure"),
    ),
    "handed_over": Words(
        "the accountable person",
        "An audit is handed over to you",
        "An audit has been handed over to you: {because}. Still unmet: {standards}.",
        "You answer for it from now on. Decide this week what happens next: it stays listed, and you are told again, "
        "until each standard is shown to be met.",
        handed_on=("judge", "measure"),
    ),
    "closed": Words(
        "the auditor",
        "Your audit is closed",
        "Every practice standard that your audit found unmet is now shown to be met. The audit is closed.",
    ),
    "withdrawn": Words(
        "the auditor",
        "Your audit is withdrawn",
        "Your audit has been withdrawn. The reason is kept with it.",
    ),
}
