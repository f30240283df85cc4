"""What a change of the bank holidays makes happen, and the sentence of each."""

from datetime import date

from domain import events as e
from domain.calendar import Calendar
from tests.domain.returns_told import FRIDAY_ENDS, HEAD, MORNING

CALENDARS: list[tuple[e.AnyEvent, str]] = [
    (
        e.CalendarUpdated(
            **HEAD,
            calendar=Calendar(snapshot="larkmoor/2", holidays=(date(2026, 12, 28),), until=date(2028, 12, 31)),
            before="larkmoor/1",
            added=(date(2026, 12, 28),),
            dropped=(date(2026, 12, 29), date(2026, 12, 30)),
        ),
        "Maya Brook had the audit count by the bank holidays of larkmoor/2, no longer larkmoor/1: Monday 28 December",
    ),
    (
        e.DateReplanned(**HEAD, what="return", due_at=FRIDAY_ENDS, before=MORNING),
        "The return is now due by the end of Friday 6 November 2026, no longer",
    ),
    (
        e.DateReplanned(**HEAD, what="allocation", due_at=FRIDAY_ENDS, before=MORNING),
        "Somebody is now to be given the audit by the end of Friday 6 November 2026, no longer",
    ),
    (
        e.DateReplanned(**HEAD, what="moderation", due_at=FRIDAY_ENDS, before=MORNING),
        "The second grade is now to be given by the end of Friday 6 November 2026, no longer",
    ),
    (
        e.DateReplanned(**HEAD, what="dispute", action_id="a-1", due_at=FRIDAY_ENDS, before=MORNING),
        "The dispute of action a-1 is now to be decided by the end of Friday 6 November 2026, no longer",
    ),
    (
        e.DateReplanned(**HEAD, what="extension", action_id="a-1", due_at=FRIDAY_ENDS, before=MORNING),
        "The request for more time for action a-1 is now to be decided by the end of Friday 6 November 2026, no longer",
    ),
    (
        e.DateReplanned(**HEAD, what="watch", standard="plan_is_smart", due_at=FRIDAY_ENDS, before=FRIDAY_ENDS),
        "The watch over ‘plan is smart’ now lasts until the end of Friday 6 November 2026, no longer until the end of",
    ),
    (
        e.DateReplanned(**HEAD, what="quiet", action_id="a-1", due_at=MORNING, before=FRIDAY_ENDS),
        "Nobody is chased about action a-1 now before Tuesday 3 November 2026 at 9:00am, no longer Saturday",
    ),
]
