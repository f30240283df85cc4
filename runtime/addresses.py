"""What an address must look like, for each server that a setting can name."""

import re
from ipaddress import ip_network
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, BeforeValidator, ValidationInfo
from pydantic_settings import NoDecode

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def is_here(url: str) -> bool:
    """Whether it is on this very machine."""
    return urlsplit(url).hostname in LOOPBACK


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


def _for_oidc(url: str) -> str:
    """Kept as it is, for tokens name it letter by letter."""
    parts = _web(url)
    if parts is None or (parts.scheme != "https" and not is_here(url)):
        raise ValueError("OIDC_ISSUER must look like https://host/path (http:// only on this machine)")
    return url


def _for_listening(address: str, info: ValidationInfo) -> str:
    if not _has_place(address) or not re.fullmatch(r"[^/\s@]+:\d+", address):
        raise ValueError(f"{str(info.field_name).upper()} must look like host:port, such as 127.0.0.1:8400")
    return address


def _for_api(url: str) -> str:
    if _web(url) is None:
        raise ValueError("API_URL must look like https://host/path")
    return url.rstrip("/")


def safe_to_ask(url: str) -> str:
    """The address of an API, without a slash at its end; raises ValueError where a token would travel in the clear."""
    parts = _web(url)
    if parts is None or (parts.scheme != "https" and parts.hostname not in LOOPBACK):
        raise ValueError("it must look like https://host/path (http:// only on this machine: a token travels with it)")
    return url.rstrip("/")


def _for_asking(url: str) -> str:
    try:
        return safe_to_ask(url)
    except ValueError as slip:
        raise ValueError(f"AUDITLOOP_URL: {slip}") from None


def _web(url: str) -> SplitResult | None:
    """The parts of a web address that holds no password, question or fragment."""
    parts = urlsplit(url) if _has_place(url.partition("://")[2]) else None
    is_plain = parts and parts.hostname and "@" not in parts.netloc and not parts.query and not parts.fragment
    return parts if is_plain and parts and parts.scheme in ("http", "https") else None


def _networks(given: object) -> object:
    if not isinstance(given, str):
        return given
    named = [one.strip() for one in given.split(",") if one.strip()]
    try:
        return tuple(str(ip_network(one)) for one in named)
    except ValueError:
        raise ValueError("CHANNELS_MAY_REACH must be networks and commas, such as 10.1.0.0/16,192.168.7.4/32") from None


DatabaseUrl = Annotated[str, AfterValidator(_for_psycopg)]
TemporalAddress = Annotated[str, AfterValidator(_for_temporal)]
SmtpUrl = Annotated[str, AfterValidator(_for_smtp)]
IssuerUrl = Annotated[str, AfterValidator(_for_oidc)]
Listening = Annotated[str, AfterValidator(_for_listening)]
AskedUrl = Annotated[str, AfterValidator(_for_asking)]
ApiUrl = Annotated[str, AfterValidator(_for_api)]
Networks = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_networks)]
