"""Letters about an audit that is still to be made and returned."""

from activities.letters.words import Words

OF_RETURNS: dict[str, Words] = {
    "allocated": Words(
        "the auditor",
        "An audit is yours to make",
        "An audit has been allocated to you. Its return is due {due}.",
        "Make it and return it {due}: with its grades and findings, how the child's and the family's views were sought "
        "or why not, and whether the worker took part.",
        ("return_audit",),
    ),
    "reallocated": Words(
        "the auditor before",
        "An audit is no longer yours to make",
        "An audit that was allocated to you is now somebody else's to make. The reason is kept with it.",
    ),
    "return_reminder": Words(
        "the auditor",
        "The return of your audit is due soon",
        "The return of your audit is due {due}.",
        "Return it {due}. After that, the people above you are told.",
        ("return_audit",),
    ),
    "response_extended": Words(
        "the auditor",
        "You have more time to answer a complaint",
        "The response to the complaint that you answer has been extended, once and for all. It is now due {due}. The "
        "reason is kept with it.",
        "Answer each point of it {due}.",
        ("return_audit",),
    ),
    "return_overdue": Words(
        "the auditor",
        "The return of your audit is overdue",
        "The return of your audit was due {due}, and it has not been returned.",
        "Return it now. If something stands in your way, say so today: the people above you are told next.",
        ("return_audit",),
    ),
    "escalation_return": Words(
        "the role of the ladder's step",
        "An audit that is not returned comes to you",
        "The return of an audit was due {due}, and its auditor has not returned it. You are told as {role}, step "
        "{level} of the ladder.",
        "See today that it is returned, or that somebody else is given it. You are told again until it is.",
        handed_on=("reallocate",),
    ),
    "escalation_allocation": Words(
        "whoever planned it",
        "An audit you planned is nobody's yet",
        "You planned an audit, and nobody has been given it to make.",
        "Allocate it to somebody who does not work in the team that is audited, or have it withdrawn. You are told "
        "again until it is.",
        ("allocate",),
    ),
}
