"""Every setting of every program, typed, read once from the environment."""

import os
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from runtime.errors import NoIssuer, NothingRunning, SettingRefused
from runtime.stack import Stack

ADDRESSES = {"database_url", "temporal_address", "smtp_url"}
CHECKOUT = Path(__file__).parent.parent


def _has_place(rest: str) -> bool:
    """Whether host and port can be read from what follows the scheme."""
    try:
        return urlsplit(f"//{rest}").port != 0
    except ValueError:
        return False


def _for_temporal(address: str) -> str:
    if not _has_place(address) or not re.fullmatch(r"[^/\s@]+:\d+", address):
        raise ValueError("TEMPORAL_ADDRESS must look like host:port")
    return address


def _for_psycopg(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    if scheme not in ("postgres", "postgresql", "postgresql+psycopg") or not separator or not _has_place(rest):
        raise ValueError("DATABASE_URL must look like postgresql://user:password@host:port/database")
    return f"postgresql+psycopg://{rest}"


def _for_smtp(url: str) -> str:
    parts = urlsplit(url) if _has_place(url.partition("://")[2]) else None
    if parts is None or parts.scheme != "smtp" or not parts.hostname or not parts.port:
        raise ValueError("SMTP_URL must look like smtp://host:port or smtp://user:password@host:port")
    return url


def _to_listen_at(place: str) -> str:
    if not _has_place(place) or not re.fullmatch(r"[^/\s@]+:\d+", place):
        raise ValueError("API_LISTEN must look like host:port")
    return place


def _of_an_issuer(url: str) -> str:
    parts = urlsplit(url) if _has_place(url.partition("://")[2]) else None
    is_here = parts is not None and parts.hostname in ("127.0.0.1", "localhost", "::1")
    if parts is None or not parts.hostname or parts.scheme not in (("http", "https") if is_here else ("https",)):
        raise ValueError("OIDC_ISSUER must be an https address (http only on this machine)")
    return url


DatabaseUrl = Annotated[str, AfterValidator(_for_psycopg)]
TemporalAddress = Annotated[str, AfterValidator(_for_temporal)]
Listen = Annotated[str, AfterValidator(_to_listen_at)]
Issuer = Annotated[str, AfterValidator(_of_an_issuer)]
SmtpUrl = Annotated[str, AfterValidator(_for_smtp)]
Unseen = Field(repr=False)  # an address may hold a password, and a repr ends up in logs
Count = Annotated[int, Field(ge=1)]


class MailServer(BaseModel):
    """Where mail is handed in; `user` and `password` are None when the server asks for none."""

    model_config = ConfigDict(frozen=True)

    host: str
    port: int
    user: str | None = None
    password: Annotated[str | None, Field(repr=False)] = None


class Common(BaseSettings):
    """What has a default on every machine."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", populate_by_name=True, env_ignore_empty=True)

    temporal_namespace: str = "default"
    mail_from: str = "auditloop@localhost"
    data: Annotated[Path, Field(validation_alias="AUDITLOOP_DATA")] = CHECKOUT / "var"
    policies: Annotated[Path, Field(validation_alias="AUDITLOOP_POLICIES")] = CHECKOUT / "policies"
    log_format: Literal["json", "console"] | None = None  # None: console in a terminal, else json
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    database_connections: Count = 10
    worker_cached_workflows: Count = 2500
    worker_workflow_tasks: Count = 100
    worker_activities: Count = 50
    worker_grace: timedelta = timedelta(seconds=10)  # for running effects to end when the worker is asked to stop
    courier_batch: Count = 50
    courier_attempts: Count = 12
    courier_lease: timedelta = timedelta(seconds=60)
    courier_pause: timedelta = timedelta(seconds=1)
    api_listen: Listen = "127.0.0.1:8400"
    oidc_issuer: Issuer | None = None
    oidc_audience: str = "auditloop"
    oidc_person_claim: str = "sub"
    oidc_leeway: timedelta = timedelta(seconds=60)  # how far the issuer's clock and ours may be apart


class Given(Common):
    """What the environment says, before anything is looked up: an address not given is None."""

    database_url: Annotated[DatabaseUrl | None, Unseen] = None
    temporal_address: TemporalAddress | None = None
    smtp_url: Annotated[SmtpUrl | None, Unseen] = None

    @classmethod
    def read(cls) -> Self:
        """What the environment holds; raises SettingRefused, which never quotes a value."""
        try:
            return cls()
        except ValidationError as refused:
            raise SettingRefused(map(_reason, refused.errors(include_input=False, include_url=False))) from None


class Settings(Common):
    """What a program needs, complete: given by the environment, or found in the running machine's note."""

    database_url: Annotated[DatabaseUrl, Unseen]
    temporal_address: TemporalAddress
    smtp_url: Annotated[SmtpUrl, Unseen]

    @classmethod
    def read(cls) -> Self:
        """Environment first, then the stack file. Raises SettingRefused, or NothingRunning when both lack something."""
        given = Given.read()
        known = given.model_dump(exclude_none=True)
        if missing := ADDRESSES - known.keys():
            known = _found(given.data, missing) | known
        return cls(**known)

    @property
    def issuer(self) -> str:
        """Whose tokens are believed; raises NoIssuer."""
        if self.oidc_issuer is None:
            raise NoIssuer
        return self.oidc_issuer

    @property
    def mail_server(self) -> MailServer:
        parts = urlsplit(self.smtp_url)
        return MailServer(
            host=parts.hostname or "",
            port=parts.port or 25,
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
        )


def _reason(error: Mapping[str, Any]) -> str:
    name, said = str(error["loc"][0]).upper(), str(error["msg"]).removeprefix("Value error, ")
    return said if said.startswith(name) else f"{name}: {said}"


def child_environment(data: Path) -> dict[str, str]:
    """This process's environment for a child that must find the stack file in `data`."""
    return {**os.environ, "AUDITLOOP_DATA": str(data)}


def _found(data: Path, missing: set[str]) -> dict[str, str]:
    stack = Stack.read(data)
    if stack is None:
        raise NothingRunning(missing)
    return stack.model_dump(include=ADDRESSES)
