"""What docker-compose.yml starts stands up on this machine, and carries an audit from its start to the mail."""

import asyncio
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import psycopg
import pytest

from runtime.ports import HOST
from runtime.settings import CHECKOUT
from tests.activities.post_office import SortingOffice, open_office
from tests.api.council import handed_in, people
from tests.api.issuer import Issuer, Issuers, serving
from tests.compose.machine import Here
from tests.compose.page import services, settings
from tests.compose.stage import Stage

DIGEST = "sha256:" + "0" * 64
RECORDER = '#!/bin/sh\necho "$SQL_PASSWORD $*" >>"$0.heard"\n'
PATIENCE = 30  # seconds


class Council(NamedTuple):
    """The engine, where people sign in, what mails arrived, and the API."""

    stage: Stage
    issuer: Issuer
    office: SortingOffice
    api: httpx.AsyncClient

    async def ask(self, by: str, path: str, said: Any = None, key: str = "") -> Any:
        headers = {"Authorization": f"Bearer {self.issuer.token(by)}", "Idempotency-Key": key}
        if said is None:
            answer = await self.api.get(f"/v1{path}", headers=headers)
        else:
            answer = await self.api.post(f"/v1{path}", headers=headers, json=said)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture(scope="module")
async def council(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Council]:
    """Everything that the file starts, up."""
    folder = tmp_path_factory.mktemp("compose")
    await asyncio.to_thread(
        subprocess.run, [CHECKOUT / "deploy" / "secrets.sh", folder / "secrets"], check=True, capture_output=True
    )
    for name in ("stand_ins", "logs"):
        (folder / name).mkdir()
    recorder = folder / "stand_ins" / "temporal-sql-tool"
    recorder.write_text(RECORDER)
    recorder.chmod(0o755)
    async with open_office() as (office, place), serving(Issuers()) as issuers:
        issuer = issuers.open()
        known = {**settings(), "OIDC_ISSUER": issuer.url, "SMTP_URL": f"smtp://{place.host}:{place.port}"}
        here = Here(known, secrets=folder / "secrets", stand_ins=folder / "stand_ins", logs=folder / "logs")
        stage = Stage(here, folder)
        try:
            await stage.up()
            async with httpx.AsyncClient(base_url=f"http://{HOST}:{here.ports['api']}", timeout=20) as api:
                yield Council(stage, issuer, office, api)
        finally:
            await stage.down()


def test_everything_came_up_in_the_order_of_the_file(council: Council) -> None:
    began = council.stage.began

    assert sorted(began) == sorted(services())
    for name, service in services().items():
        assert all(began.index(other) < began.index(name) for other in service.get("depends_on", {}))


async def test_an_audit_is_started_claimed_verified_and_told_of(council: Council, tmp_path: Path) -> None:
    everybody = tmp_path / "people.jsonl"
    everybody.write_text("".join(f"{one.model_dump_json()}\n" for one in people()))
    loaded = council.stage.run("api", "python", "starter.py", "people", "load", str(everybody))

    await council.ask("quinn", "/audits", handed_in(audit_id="north-1"), key="start")
    action = (await council.ask("quinn", "/audits/north-1"))["actions"][0]
    path = f"/audits/north-1/actions/{action['action_id']}"
    evidence = {"evidence": [{"reference": "plan.pdf", "digest": DIGEST}], "note": "Dated."}
    claimed = await council.ask(action["owner"], f"{path}/claim", evidence, key="claim")
    verified = await council.ask("quinn", f"{path}/verify", {}, key="verify")

    story = (await council.ask("quinn", "/audits/north-1/story"))["items"]
    assert loaded.returncode == 0, loaded.stderr
    assert (claimed["action"]["status"], verified["action"]["status"]) == ("done claimed", "verified")
    assert [one["kind"] for one in story if one["kind"].startswith("action_")][-1] == "action_verified"
    async with asyncio.timeout(PATIENCE):
        while not any(f"{action['owner']}@" in mail["To"] for mail in council.office.mails):  # noqa: ASYNC110 - others send it
            await asyncio.sleep(0.1)


def test_the_programs_find_the_record_whole(council: Council) -> None:
    verified = council.stage.run("api", "python", "starter.py", "verify")

    assert (verified.returncode, verified.stderr) == (0, "")


async def test_who_sets_things_up_may_come_again(council: Council) -> None:
    assert [await council.stage.again(job) for job in ("roles", "temporal-init", "migrate")] == [0, 0, 0]


def test_temporals_tables_are_brought_up_with_the_password_of_its_role(council: Council) -> None:
    here = council.stage.here
    password = (here.secrets / "temporal_password").read_text()

    heard = (here.stand_ins / "temporal-sql-tool.heard").read_text().splitlines()

    assert [line.split()[0] for line in heard] == [password] * 4
    assert [line.split(" --database ")[1] for line in heard] == [
        "temporal setup-schema --version 0.0",
        "temporal update-schema --schema-dir /etc/temporal/schema/postgresql/v12/temporal/versioned",
        "temporal_visibility setup-schema --version 0.0",
        "temporal_visibility update-schema --schema-dir /etc/temporal/schema/postgresql/v12/visibility/versioned",
    ]


@pytest.mark.parametrize(
    ("role", "database", "statement"),
    [
        ("audit", "audits", "create table mine (it int)"),
        ("audit", "audits", "drop table events"),
        ("audit", "audits", "alter table events disable trigger all"),
        ("audit", "audits", "truncate events"),
        ("audit", "temporal", "select 1"),
        ("temporal", "audits", "select 1"),
        ("audit_owner", "postgres", "select 1"),
        ("audit_owner", "audits", "create role mine"),
    ],
)
async def test_a_role_may_do_no_more_than_it_must(council: Council, role: str, database: str, statement: str) -> None:
    here = council.stage.here
    password = (here.secrets / f"{role}_password").read_text()

    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.OperationalError), match=r"denied|must be owner"):
        async with await psycopg.AsyncConnection.connect(
            host=HOST, port=here.ports["postgres"], user=role, password=password, dbname=database
        ) as connection:
            await connection.execute(statement)


async def test_every_program_ends_in_order_when_it_is_asked_to(council: Council) -> None:
    ended = await council.stage.down()

    assert ended.keys() >= {"worker-1", "worker-2", "courier-1", "api-1"}
    assert set(ended.values()) == {0}
