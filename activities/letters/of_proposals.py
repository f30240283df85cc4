"""Letters about a thematic audit that is proposed, because audit after audit found one standard unmet."""

from activities.letters.words import Words

_TOGETHER = "{audits} audits of {place} found the same standard unmet: {standards}"
_ASKS = "Open the thematic audit that is proposed, or decline it and say why. You are told again until somebody does."
OF_PROPOSALS: dict[str, Words] = {
    "theme_proposed": Words(
        "the decider that the policy names",
        "A thematic audit is proposed to you",
        f"{_TOGETHER}. A look at the theme itself is proposed, with these as its evidence.",
        "Open the thematic audit that is proposed, or decline it and say why. You are reminded if you do neither.",
        ("open_proposal", "decline_proposal"),
    ),
    "theme_reminder": Words(
        "the decider that the policy names",
        "A proposed thematic audit waits for you",
        f"{_TOGETHER}. A thematic audit was proposed to you, and nobody has decided whether it is made.",
        _ASKS,
        ("open_proposal", "decline_proposal"),
    ),
    "escalation_theme": Words(
        "the role of the ladder's step",
        "A proposed thematic audit comes to you",
        f"{_TOGETHER}. A thematic audit was proposed, and nobody has decided in time whether it is made. You are told "
        "as {role}.",
        _ASKS,
        ("open_proposal", "decline_proposal"),
    ),
}
