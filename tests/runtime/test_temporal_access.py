"""A cluster or Temporal Cloud is reached by settings alone: address, namespace, TLS, API key, or a file of profiles."""

import os
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from runtime.errors import SearchAttributesMissing, SettingRefused, TemporalTurnsUsAway, TemporalUnreachable
from runtime.settings import Given, Settings
from runtime.temporal import connect, register_search_attributes
from runtime.temporal_access import Access
from runtime.temporal_server import TemporalServer
from tests.runtime.certificates import Authority
from tests.runtime.gateway import guarding
from tests.runtime.test_settings import a_stack

KEYWORD, BOOL = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD, IndexedValueType.INDEXED_VALUE_TYPE_BOOL
KEY = "acorac"  # only letters that the gate can hear
SOON = timedelta(seconds=10)


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TemporalServer]:
    server = TemporalServer(tmp_path_factory.mktemp("temporal"))
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("TEMPORAL_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AUDITLOOP_DATA", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgresql://there/audits")
    monkeypatch.setenv("SMTP_URL", "smtp://there:25")


def say(monkeypatch: pytest.MonkeyPatch, **values: object) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"TEMPORAL_{name}", str(value))


async def test_a_server_behind_tls_is_reached_with_our_certificate_and_key(
    server: TemporalServer, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = authority.sign("worker")
    async with guarding(server.address, authority.sign("gate"), clients=authority) as gate:
        say(monkeypatch, ADDRESS=gate.address, TLS_SERVER_CA_CERT_PATH=authority.pair.certificate, API_KEY=KEY)
        say(monkeypatch, TLS_CLIENT_CERT_PATH=client.certificate, TLS_CLIENT_KEY_PATH=client.key)

        connected = await connect(Settings.read(), patience=SOON)

        assert connected.namespace == "default"
        assert gate.heard_header(f"Bearer {KEY}")


async def test_a_file_of_profiles_says_the_same(
    server: TemporalServer, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with guarding(server.address, authority.sign("gate")) as gate:
        profile = f'[profile.council]\naddress = "{gate.address}"\napi_key = "{KEY}"\n'
        trusted = f'[profile.council.tls]\nserver_ca_cert_path = "{authority.pair.certificate}"\n'
        (tmp_path / "temporal.toml").write_text(profile + trusted)
        say(monkeypatch, CONFIG_FILE=tmp_path / "temporal.toml", PROFILE="council")

        await connect(Settings.read(), patience=SOON)

        assert gate.heard_header(f"Bearer {KEY}")


async def test_a_server_that_another_authority_signed_is_not_trusted(
    server: TemporalServer, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with guarding(server.address, Authority(tmp_path, "other").sign("gate")) as gate:
        say(monkeypatch, ADDRESS=gate.address, TLS_SERVER_CA_CERT_PATH=authority.pair.certificate)

        with pytest.raises(TemporalTurnsUsAway, match="check TEMPORAL_API_KEY, TEMPORAL_TLS_CLIENT_CERT_PATH"):
            await connect(Settings.read(), patience=SOON)


async def test_who_comes_without_the_certificate_that_is_asked_for_hears_of_tls(
    server: TemporalServer, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with guarding(server.address, authority.sign("gate"), clients=authority) as gate:
        say(monkeypatch, ADDRESS=gate.address, TLS_SERVER_CA_CERT_PATH=authority.pair.certificate)

        with pytest.raises(TemporalUnreachable, match="what TLS it asks for"):
            await connect(Settings.read(), patience=timedelta(seconds=1))


def test_a_file_in_somebodys_home_sends_audits_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".config" / "temporalio").mkdir(parents=True)
    (tmp_path / ".config" / "temporalio" / "temporal.toml").write_text('[profile.default]\naddress = "cloud:7233"\n')
    say(monkeypatch, API_KEY=KEY)

    assert Given.read().temporal_address is None


def test_an_api_key_means_tls_and_is_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, ADDRESS="there:7233", NAMESPACE="audits.abc", API_KEY="s3cret", GRPC_META_X_TENANT="s3cret")

    settings = Settings.read()

    assert (settings.temporal_namespace, settings.temporal_access.tls is None) == ("audits.abc", False)
    assert settings.temporal_access.headers == {"x-tenant": "s3cret"}
    assert "s3cret" not in repr(settings)


def test_without_an_address_of_its_own_a_key_is_shown_to_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_stack(os.getpid()).write(tmp_path)
    say(monkeypatch, API_KEY="s3cret")

    assert Settings.read().temporal_access == Access()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"TLS": "maybe"}, "TEMPORAL_TLS must be true or false"),
        ({"PROFILE": "nowhere"}, "profile 'nowhere' not found"),
        ({"TLS_SERVER_CA_CERT_PATH": "/nowhere.pem"}, "/nowhere.pem cannot be read"),
        ({"TLS_CLIENT_CERT_DATA": "s3cret"}, "go together"),
        ({"TLS_SERVER_CA_CERT_PATH": "/a", "TLS_SERVER_CA_CERT_DATA": "s3cret"}, "cannot specify both"),
    ],
)
def test_what_cannot_work_is_refused_in_one_sentence(
    said: dict[str, str], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, ADDRESS="there:7233", **said)

    with pytest.raises(SettingRefused, match=why) as refused:
        Given.read()

    assert "s3cret" not in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("content", ['[profile.default]\napi_key = "s3cret\n', '[profile.default]\ns3cret = "x"\n'])
def test_a_file_of_profiles_that_cannot_be_read_is_not_quoted(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporal.toml").write_text(content)
    say(monkeypatch, CONFIG_FILE=tmp_path / "temporal.toml")

    with pytest.raises(SettingRefused, match="TEMPORAL_CONFIG_FILE is not a file of profiles") as refused:
        Given.read()

    assert "s3cret" not in str(refused.value)


class Forbidding:
    """A server that lets a worker add no search attributes, as Temporal Cloud does, and perhaps not list them."""

    def __init__(self, client: Client, *, lists: bool) -> None:
        self.namespace, self.count_workflows = client.namespace, client.count_workflows
        self.operator_service: Any = SimpleNamespace(
            list_search_attributes=client.operator_service.list_search_attributes if lists else self._refuse,
            add_search_attributes=self._refuse,
        )

    async def _refuse(self, _: object) -> None:
        raise RPCError("Request unauthorized.", RPCStatusCode.PERMISSION_DENIED, b"")


@pytest.mark.parametrize("lists", [True, False])
async def test_where_only_operators_add_search_attributes_it_says_what_to_run_until_they_are_there(
    server: TemporalServer, monkeypatch: pytest.MonkeyPatch, *, lists: bool
) -> None:
    say(monkeypatch, ADDRESS=server.address)
    client = await connect(Settings.read())
    cloud = cast(Client, Forbidding(client, lists=lists))
    wanted = {f"Colour{lists}": KEYWORD, f"Bright{lists}": BOOL, f"Shade{lists}": KEYWORD}
    said = (
        f"create --namespace default --type Keyword --name Colour{lists} --name Shade{lists}` "
        f"and .* --type Bool --name Bright{lists}`"
    )

    with pytest.raises(SearchAttributesMissing, match=said):
        await register_search_attributes(cloud, wanted)
    await register_search_attributes(client, wanted)
    await register_search_attributes(cloud, wanted)
