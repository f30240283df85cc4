"""Times that the engine could not keep are slips of the policy, not surprises of an audit."""

from typing import Any

import pytest
from pydantic import ValidationError

from tests.builders import a_framework

IN_DAYS = {"steps": [{"after": "1wd", "role": "team_manager"}], "every": "1wd"}
LADDERS = dict.fromkeys(("action", "safety", "verification", "check"), IN_DAYS)


@pytest.mark.parametrize(
    ("slip", "says"),
    [
        ({"spread": "1wd"}, "write the spread in h, m or s"),
        ({"accountable_every": "0wd"}, "give `accountable_every` at least 1"),
        ({"reminders": ["1wd", "5wd"]}, "reminders come longest first"),
        ({"reminders": ["5wd", "24h"]}, "all counted in one unit"),
        ({"ladders": LADDERS}, "a child's safety waits for no working day"),
    ],
)
def test_a_time_that_cannot_be_kept_is_a_slip(slip: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        a_framework(**slip)
