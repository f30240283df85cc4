"""Every notice, and its words."""

from activities.letters.of_actions import OF_ACTIONS
from activities.letters.of_audits import OF_AUDITS
from activities.letters.of_lateness import OF_LATENESS

CATALOGUE = {**OF_ACTIONS, **OF_LATENESS, **OF_AUDITS}
"""By the name that domain/notices.py gives each."""
