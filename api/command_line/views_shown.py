"""What people said to an audit, for people at a terminal."""

from api.command_line.shown import say, show_table
from api.views import ComplaintSaid, SoughtSaid, ViewsSaid
from domain.dates_in_words import day_in_words, due_in_words
from domain.story_of_returns import NOT_SAID


def tell_complaint(complaint: ComplaintSaid | None) -> None:
    """Nothing of an audit that answers none."""
    if complaint is None:
        return
    reference = f" as {complaint.reference}" if complaint.reference else ""
    said = f": {_quoted(complaint.text)}" if complaint.text else ""
    say(f"\nThe complaint was received on {day_in_words(complaint.received_on)}{reference}{said}.")
    if complaint.first_due_at:
        say(f"Its answer was first due {due_in_words(complaint.first_due_at)}.")


def tell_views(views: ViewsSaid) -> None:
    """What nobody said is said to be not said."""
    say(f"\nChild's views: {_sought(views.child)}.")
    say(f"Family's views: {_sought(views.family)}.")
    say(f"The worker took part: {_worker(views)}.")
    rows = [(day_in_words(one.given_on), one.way.replace("_", " "), one.text) for one in views.heard]
    if rows:
        show_table(("given on", "way", "what the child said"), rows, title="\nHeard", folds=("what the child said",))


def _sought(one: SoughtSaid | None) -> str:
    if one is None:
        return NOT_SAID
    how = f"sought by {', '.join(_quoted(word) for word in one.how)}" if one.how else ""
    why_not = f"not sought, {_quoted(one.why_not)}" if one.why_not else ""
    return "; ".join(part for part in (how, why_not) if part)


def _worker(views: ViewsSaid) -> str:
    if views.worker_took_part:
        return "yes"
    if views.worker_absence:
        return f"no, {_quoted(views.worker_absence)}"
    return NOT_SAID if views.worker_took_part is None else "no"


def _quoted(words: str) -> str:
    return f"“{words.removesuffix('.')}”"
