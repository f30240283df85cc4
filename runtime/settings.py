"""Every setting of every program, typed, read once from the environment."""

import os
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from runtime.addresses import ApiUrl, AskedUrl, DatabaseUrl, IssuerUrl, Listening, Networks, SmtpUrl, TemporalAddress
from runtime.errors import NoIssuer, NothingRunning, SettingRefused
from runtime.password_files import LEAST_TOKEN, PasswordUnusable, named_secret, token_in, with_password
from runtime.stack import Stack
from runtime.temporal_access import Access, configured

ADDRESSES = {"database_url", "temporal_address", "smtp_url"}
WAYS_IN = {"oidc_issuer", "api_url"}
SECRETS = {"moderation_salt"}
CHECKOUT = Path(__file__).parent.parent
Unseen = Field(repr=False)  # an address may hold a password, and a repr ends up in logs
Count = Annotated[int, Field(ge=1)]


def _token(given: str) -> str:
    if not re.fullmatch(r"[!-~]+", given.strip()):
        raise ValueError("AUDITLOOP_TOKEN must be a token and nothing else")
    return given.strip()


Token = Annotated[str, AfterValidator(_token)]


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
    temporal_access: Annotated[Access, Unseen] = Access()
    database_password_file: Path | None = None
    smtp_password_file: Path | None = None
    oidc_issuer: IssuerUrl | None = None
    oidc_audience: str = "auditloop"
    oidc_person_claim: str = "sub"
    oidc_leeway: Annotated[timedelta, Field(ge=timedelta(0))] = timedelta(seconds=60)  # clocks may be apart by so much
    api_listen: Listening = "127.0.0.1:8400"
    api_url: ApiUrl | None = None
    metrics_token: Annotated[str | None, Field(min_length=LEAST_TOKEN), Unseen] = None
    metrics_token_file: Path | None = None
    moderation_salt: Annotated[str | None, Field(min_length=LEAST_TOKEN), Unseen] = None
    moderation_salt_file: Path | None = None
    url: Annotated[AskedUrl | None, Field(validation_alias="AUDITLOOP_URL")] = None
    token: Annotated[Token | None, Field(validation_alias="AUDITLOOP_TOKEN", repr=False)] = None
    mail_from: str = "auditloop@localhost"
    data: Annotated[Path, Field(validation_alias="AUDITLOOP_DATA")] = CHECKOUT / "var"
    policies: Annotated[Path, Field(validation_alias="AUDITLOOP_POLICIES")] = CHECKOUT / "policies"
    log_format: Literal["json", "console"] | None = None  # None: console in a terminal, else json
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    database_connections: Count = 10
    worker_cached_workflows: Count = 2500
    worker_workflow_tasks: Count = 100
    worker_activities: Count = 50
    worker_health: Listening | None = None
    worker_metrics: Listening | None = None
    worker_grace: timedelta = timedelta(seconds=10)  # for running effects to end when the worker is asked to stop
    courier_batch: Count = 50
    courier_attempts: Count = 12
    courier_lease: timedelta = timedelta(seconds=60)
    courier_pause: timedelta = timedelta(seconds=1)
    pages_url: ApiUrl | None = None  # where the audits' pages are, which letters then lead to
    mail_a_minute: Count | None = None  # the most that all couriers together hand the mail server within any minute
    channel_a_minute: Count = 60  # the same of each other channel
    channels_may_reach: Networks = ()  # private ones that webhooks and channels may lead to
    webhook_source: Annotated[str, Field(min_length=1, max_length=500)] = "/auditloop"
    webhook_limit: Annotated[timedelta, Field(gt=timedelta(0))] = timedelta(seconds=10)
    webhook_attempts: Count = 14

    @property
    def issuer(self) -> str:
        """Where people sign in. Raises NoIssuer."""
        if self.oidc_issuer is None:
            raise NoIssuer
        return self.oidc_issuer


class Given(Common):
    """What the environment says, before anything is looked up: an address not given is None."""

    database_url: Annotated[DatabaseUrl | None, Unseen] = None
    temporal_address: TemporalAddress | None = None
    smtp_url: Annotated[SmtpUrl | None, Unseen] = None

    @classmethod
    def read(cls) -> Self:
        """What the environment holds; raises SettingRefused, which never quotes a value."""
        try:
            given = cls(**configured(os.environ).model_dump(exclude_none=True))
        except ValidationError as refused:
            raise SettingRefused(map(_reason, refused.errors(include_input=False, include_url=False))) from None
        try:
            return given.model_copy(update=dict(given._with_passwords()))
        except PasswordUnusable as unusable:
            raise SettingRefused([str(unusable)]) from None

    def _with_passwords(self) -> Iterator[tuple[str, str]]:
        if self.database_password_file:
            yield "database_url", with_password("DATABASE", self.database_url, self.database_password_file)
        if self.smtp_password_file:
            yield "smtp_url", with_password("SMTP", self.smtp_url, self.smtp_password_file)
        if self.metrics_token_file:
            yield "metrics_token", token_in("METRICS_TOKEN_FILE", self.metrics_token_file)
        if self.moderation_salt_file:
            yield "moderation_salt", token_in("MODERATION_SALT_FILE", self.moderation_salt_file)

    @classmethod
    def read_or_found(cls) -> Self:
        """Environment first, then the note of the running machine. Raises SettingRefused."""
        given = cls.read()
        stack = Stack.read(given.data)
        if stack is None:
            return given
        # A machine that has another database says nothing about who may look into this one.
        is_ours = given.database_url in (None, stack.database_url)
        found = stack.model_dump(include=ADDRESSES | WAYS_IN | SECRETS if is_ours else ADDRESSES)
        if given.temporal_address is None:  # keys are for a server elsewhere
            given = given.model_copy(update={"temporal_access": Access()})
        return given.model_copy(update={name: getattr(given, name) or place for name, place in found.items()})

    @classmethod
    def database(cls) -> str:
        """The database alone, for who needs nothing else. Raises SettingRefused or NothingRunning."""
        found = cls.read_or_found().database_url
        if found is None:
            raise NothingRunning(["database_url"])
        return found


class Settings(Common):
    """What a program needs, complete: given by the environment, or found in the running machine's note."""

    database_url: Annotated[DatabaseUrl, Unseen]
    temporal_address: TemporalAddress
    smtp_url: Annotated[SmtpUrl, Unseen]

    @classmethod
    def read(cls) -> Self:
        """Environment first, then the stack file. Raises SettingRefused, or NothingRunning when both lack something."""
        known = Given.read_or_found().model_dump(exclude_none=True)
        if missing := ADDRESSES - known.keys():
            raise NothingRunning(missing)
        return cls(**known)

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


def secret_of(name: str) -> str | None:
    """What the setting that a webhook or a channel names holds, or the file that NAME_FILE names; None if neither."""
    return named_secret(name, os.environ)
