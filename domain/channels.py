"""The channels by which people are told beside mail, as operators set them up."""

MAIL = "mail"


def setting_of(name: str) -> str:
    """The setting that holds the address of a channel: of `teams-north` it is CHANNEL_TEAMS_NORTH."""
    return f"CHANNEL_{name.upper().replace('-', '_')}"
