"""Where Temporal is and how to get in, read as its SDK reads it: TEMPORAL_ variables over a file of profiles."""

from temporalio.envconfig import ClientConfigProfile, ClientConfigTLS
from temporalio.service import TLSConfig

from runtime.errors import SettingRefused
from runtime.temporal_access import Access, Configured, Tls

ASKING_FOR_A_FILE = {"TEMPORAL_CONFIG_FILE", "TEMPORAL_PROFILE"}
WORDS = {"true", "false", "1", "0"}


def profile(given: dict[str, str]) -> Configured:
    """`given` are the variables that are set. Raises SettingRefused, which quotes nothing secret."""
    if given.get("TEMPORAL_TLS", "true").lower() not in WORDS:  # the SDK takes a word it does not know for silence
        raise SettingRefused(["TEMPORAL_TLS must be true or false"])
    found = _loaded(given)
    return Configured(
        temporal_address=found.address or None,
        temporal_namespace=found.namespace or None,
        temporal_access=Access(
            api_key=found.api_key or None,
            tls=_tls(found.tls) if found.tls else Tls() if found.api_key else None,
            headers=found.grpc_meta,
        ),
    )


def _loaded(given: dict[str, str]) -> ClientConfigProfile:
    # A file that lies in somebody's home for another tool must not send audits elsewhere.
    is_asked_for = bool(ASKING_FOR_A_FILE & given.keys())
    try:
        return ClientConfigProfile.load(
            disable_file=not is_asked_for, config_file_strict=is_asked_for, override_env_vars=given
        )
    except RuntimeError as refused:
        raise SettingRefused([_in_words(str(refused))]) from None


def _in_words(why: str) -> str:
    """The SDK quotes the line that it cannot read, and that line may hold the key."""
    if why.startswith("Configuration loading error"):
        return "TEMPORAL_CONFIG_FILE is not a file of profiles as Temporal's SDK reads it"
    return f"TEMPORAL_PROFILE or TEMPORAL_TLS_…: {why.removeprefix('Invalid configuration: ').lower()}"


def _tls(said: ClientConfigTLS) -> Tls | None:
    try:
        read = said.to_connect_tls_config()
    except OSError as error:
        raise SettingRefused([f"TEMPORAL_TLS_…: {error.filename} cannot be read ({error.strerror})"]) from None
    if not isinstance(read, TLSConfig):
        return None
    if (read.client_cert is None) != (read.client_private_key is None):
        raise SettingRefused(["TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH go together"])
    return Tls(
        server_name=read.domain,
        server_ca=read.server_root_ca_cert,
        client_cert=read.client_cert,
        client_key=read.client_private_key,
    )
