"""Every container is careful: pinned, unprivileged, watched, started in order, and open to this host alone."""

import re

import pytest

from runtime.settings import CHECKOUT
from tests.compose.page import ASKED, EXAMPLE, FILE, USED, compose, ours, services, settings
from workflows.attributes import ATTRIBUTES

JOBS = {"roles", "temporal-schema", "temporal-init", "migrate"}
THEIR_OWN_USER = {"temporal-ui"}  # its image names one, and writes its configuration when it starts
EVERY = pytest.mark.parametrize("name", list(services()))


@EVERY
def test_an_image_is_pinned_to_a_version(name: str) -> None:
    _, _, tag = services()[name]["image"].partition(":")

    assert re.fullmatch(r"\d+\.\d+(\.\d+)?", tag)


@EVERY
def test_a_container_has_no_more_power_than_it_needs(name: str) -> None:
    service = services()[name]

    assert (service["init"], service["cap_drop"], service["security_opt"]) == (
        True,
        ["ALL"],
        ["no-new-privileges:true"],
    )
    assert not service.keys() & {"privileged", "cap_add", "container_name", "network_mode", "pid", "devices"}
    if name not in THEIR_OWN_USER:
        assert service["read_only"] is True
        assert service["user"].split(":")[0] not in ("root", "0")


@EVERY
def test_a_service_is_kept_up_and_watched_and_a_job_is_tried_until_it_is_done(name: str) -> None:
    service = services()[name]

    assert service["restart"] == ("on-failure" if name in JOBS else "unless-stopped")
    assert ("healthcheck" in service) == (name not in JOBS)
    if name not in JOBS:
        assert service["healthcheck"].keys() == {"test", "interval", "timeout", "retries", "start_period"}
        assert service["healthcheck"]["test"][0] == "CMD"


@EVERY
def test_what_comes_first_is_waited_for_until_it_is_well_or_done(name: str) -> None:
    for other, wanted in services()[name].get("depends_on", {}).items():
        job = "service_completed_successfully"
        assert wanted == {"condition": job if other in JOBS else "service_healthy"}


@EVERY
def test_ports_are_open_to_this_host_alone(name: str) -> None:
    assert all(port.startswith("127.0.0.1:") for port in services()[name].get("ports", []))


def test_nobody_but_programs_of_the_record_reaches_the_database() -> None:
    near = {name for name, service in services().items() if "database" in service["networks"]}

    assert near == services().keys() - {"temporal-init", "temporal-ui"}
    assert compose()["networks"]["database"] == compose()["networks"]["engine"] == {"internal": True}
    assert {name for name, service in services().items() if "outside" in service["networks"]} == {
        *("temporal-ui", "courier", "api")
    }


def test_a_program_stops_slower_than_its_effects_and_keeps_nothing() -> None:
    for service in ours().values():
        assert (service["stop_signal"], service["stop_grace_period"]) == ("SIGTERM", "40s")
        assert all(volume.endswith(":ro") for volume in service["volumes"])
    assert services()["worker"]["environment"]["WORKER_GRACE"] == "PT30S"


def test_a_program_is_given_the_secrets_it_needs_and_no_others() -> None:
    given = {name: set(service["secrets"]) for name, service in ours().items()}

    assert given == {
        "migrate": {"audit_owner_password"},
        "worker": {"audit_password", "moderation_salt"},
        "courier": {"audit_password", "smtp_password"},
        "api": {"audit_password"},
    }


def test_no_secret_has_a_default_or_stands_in_an_environment() -> None:
    for secret in compose()["secrets"].values():
        assert ASKED.fullmatch(secret["file"])
    for service in services().values():
        for name, value in service.get("environment", {}).items():
            assert "PASSWORD" not in name or (name.endswith("_FILE") and value.startswith("/run/secrets/"))
            assert not re.search(r"://[^/@]*:[^/@]*@", value)


def test_every_variable_is_explained_and_none_is_a_secret() -> None:
    used = set(USED.findall(FILE.read_text()))
    guide = (CHECKOUT / "docs" / "install.md").read_text()

    assert settings().keys() == used | {"COMPOSE_PROJECT_NAME"}
    assert [name for name in used if f"`{name}`" not in guide] == []
    assert not re.search(r"(?i)(password|secret|key)=(?!\./)", EXAMPLE.read_text().replace("_FILE", ""))


def test_the_namespace_is_made_with_every_search_attribute_of_ours() -> None:
    script = (CHECKOUT / "deploy" / "temporal_init.sh").read_text()
    listed = dict(re.findall(r"^(\w+) (Keyword|Bool|Int)$", script, re.MULTILINE))
    kinds = {1: "Text", 2: "Keyword", 3: "Int", 5: "Bool"}

    assert listed == {name: kinds[kind] for name, kind in ATTRIBUTES.items()}
