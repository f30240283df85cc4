"""What a Temporal server elsewhere must be shown, and how we know that it is the right one."""

from collections.abc import Mapping
from importlib import import_module
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

SAID_BY_US = {"TEMPORAL_ADDRESS", "TEMPORAL_NAMESPACE"}
Unseen = Field(repr=False)


class Tls(BaseModel):
    """What a secure connection needs beyond what every machine trusts; certificates and key as PEM."""

    model_config = ConfigDict(frozen=True)

    server_name: str | None = None
    server_ca: bytes | None = None
    client_cert: bytes | None = None
    client_key: Annotated[bytes | None, Unseen] = None


class Access(BaseModel):
    """A bare one is right for a server on this machine; `tls` None is a connection in clear text."""

    model_config = ConfigDict(frozen=True)

    api_key: Annotated[str | None, Unseen] = None
    tls: Tls | None = None
    headers: Annotated[Mapping[str, str], Unseen] = {}


class Configured(BaseModel):
    """What the environment says of the Temporal server; None where it says nothing."""

    model_config = ConfigDict(frozen=True)

    temporal_address: str | None = None
    temporal_namespace: str | None = None
    temporal_access: Access = Access()


def configured(environment: Mapping[str, str]) -> Configured:
    """Reads the TEMPORAL_ variables as every program on Temporal's SDK does. Raises SettingRefused."""
    given = {name: value for name, value in environment.items() if name.startswith("TEMPORAL_") and value}
    if given.keys() <= SAID_BY_US:
        return Configured.model_validate({name.lower(): value for name, value in given.items()})
    # Loading the SDK takes a good part of a second, and on one machine nobody needs it for this.
    found: Configured = import_module("runtime.temporal_profile").profile(given)
    return found
