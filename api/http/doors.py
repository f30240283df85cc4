"""All that the HTTP doors stand on, put together by the program that opens them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

from fastapi import Request

from api.http.council import Council
from api.http.limits import Pace
from api.http.way import Way
from api.policies import Policies
from api.record import Record
from domain.reach import Reach
from domain.values import Key
from storage.database import Database


class Subject(Protocol):
    """Whom a token is about, and until when it is good."""

    @property
    def person(self) -> str: ...

    @property
    def expires_at(self) -> datetime: ...


class SignIn(Protocol):
    """What says whom a token is about."""

    async def subject(self, token: str) -> Subject:
        """Raises NotSignedIn, or SignInAway."""
        ...

    async def check(self) -> None:
        """Raises SignInAway."""
        ...


class Terms(NamedTuple):
    """How much is taken at once."""

    body: int = 1_000_000
    """Bytes of one request."""
    rate: int = 100
    """Requests a second of one caller."""


@dataclass(frozen=True)
class HttpDoors:
    """The record, the rules, the people, the way to the engine, the clock, and where new ids come from."""

    record: Record
    policies: Policies
    council: Council
    way: Way
    sign_in: SignIn
    clock: Callable[[], datetime]
    ids: Callable[[], Key]
    terms: Terms = field(default_factory=Terms)
    metrics_token: str | None = field(default=None, repr=False)
    """What a program must know to read the metrics; None: only programs of this machine may."""
    reach: Reach = field(default_factory=Reach)
    """Where webhooks may lead."""
    pace: Pace = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pace", Pace(self.terms.rate))

    @property
    def database(self) -> Database:
        return self.record.database


def doors_of(request: Request) -> HttpDoors:
    """The doors that this request came in by."""
    doors: HttpDoors = request.app.state.doors
    return doors
