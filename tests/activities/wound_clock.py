"""A clock that stands still until a test winds it."""

from datetime import datetime, timedelta


class WoundClock:
    """Call it for the time; `wind` it on. As a `sleep` it winds itself and remembers how long."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.slept: list[timedelta] = []

    def __call__(self) -> datetime:
        return self.now

    def wind(self, by: timedelta) -> None:
        self.now += by

    async def sleep(self, pause: timedelta) -> None:
        self.slept.append(pause)
        self.now += pause
