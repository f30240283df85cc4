"""Amendments of all sorts of things, right and wrong."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.builders import HEALTH, PLANS, TALKS, VISITS, words

_MAYBE_UNMET = st.sampled_from((None, True, False))
_STANDARDS = st.sampled_from((None, VISITS, PLANS, HEALTH, TALKS, "supervision"))
_GRADES = st.sampled_from(("good", "inadequate", "splendid"))


def an_amendment() -> st.SearchStrategy[dict[str, Any]]:
    """The fields of one amendment, beside who gives it and why."""
    finding = {"finding_id": st.sampled_from(("f-0", "f-1", "f-9")), "standard": _STANDARDS, "is_met": _MAYBE_UNMET}
    action = {
        "action_id": st.sampled_from(("a-1", "a-2", "a-99")),
        "title": st.sampled_from((None, words("another title"))),
        "due": st.none() | st.dates(date(2026, 10, 1), date(2027, 6, 30)),
    }
    subject = {"subject": st.sampled_from(("child-17", "child-18"))}
    things = (finding, finding, action, subject, {"overall": _GRADES})
    return st.one_of(*(st.fixed_dictionaries({"subject": st.none(), **one}) for one in things))
