"""A time of day as a council writes it: 09:00, by London's clocks."""

import re
from datetime import time
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

HOUR = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


def _clock_time(given: object) -> object:
    # A bare 9 would be read as nine seconds past midnight.
    if isinstance(given, time) or (isinstance(given, str) and re.match(HOUR.replace("$", "(:00)?$"), given)):
        return given
    raise ValueError(f"{given!r} is not a time of day: write it as 09:00")


Hour = Annotated[time, BeforeValidator(_clock_time), WithJsonSchema({"type": "string", "pattern": HOUR})]
