"""Every notice, and its words."""

from activities.letters.of_actions import OF_ACTIONS
from activities.letters.of_audits import OF_AUDITS
from activities.letters.of_calendars import OF_CALENDARS
from activities.letters.of_corrections import OF_CORRECTIONS
from activities.letters.of_extensions import OF_EXTENSIONS
from activities.letters.of_lateness import OF_LATENESS
from activities.letters.of_moderation import OF_MODERATION
from activities.letters.of_notes import OF_NOTES
from activities.letters.of_proposals import OF_PROPOSALS
from activities.letters.of_returns import OF_RETURNS

CATALOGUE = {
    **OF_ACTIONS,
    **OF_LATENESS,
    **OF_MODERATION,
    **OF_AUDITS,
    **OF_RETURNS,
    **OF_EXTENSIONS,
    **OF_CORRECTIONS,
    **OF_NOTES,
    **OF_CALENDARS,
    **OF_PROPOSALS,
}
"""By the name that domain/notices.py gives each; `mentioned` comes of a note, which is no event."""
