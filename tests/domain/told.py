"""What happens in each part of an audit's life, and what the story must say of it."""

from domain import events as e
from tests.domain.calendars_told import CALENDARS
from tests.domain.clocks_told import CLOCKS
from tests.domain.complaints_told import COMPLAINTS
from tests.domain.corrections_told import CORRECTIONS
from tests.domain.moderation_told import MODERATION
from tests.domain.returns_told import RETURNS

TOLD: list[tuple[e.AnyEvent, str]] = [*RETURNS, *COMPLAINTS, *CLOCKS, *CORRECTIONS, *MODERATION, *CALENDARS]
