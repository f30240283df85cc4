"""The servers that other tests stand on behave as those tests expect."""

from datetime import timedelta

import psycopg
import pytest
from pydantic import BaseModel
from temporalio import workflow
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import UnsandboxedWorkflowRunner, Worker


class Nap(BaseModel):
    length: timedelta


@workflow.defn
class SleepingWorkflow:
    @workflow.run
    async def run(self, nap: Nap) -> Nap:
        await workflow.sleep(nap.length)
        return nap


async def tables(url: str) -> int:
    async with await psycopg.AsyncConnection.connect(url.replace("+psycopg", "")) as connection:
        cursor = await connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        return int((await cursor.fetchone() or (0,))[0])


@pytest.mark.parametrize("turn", ["first", "second"])
async def test_each_test_gets_an_empty_database(database_url: str, turn: str) -> None:
    before = await tables(database_url)

    async with await psycopg.AsyncConnection.connect(database_url.replace("+psycopg", "")) as connection:
        await connection.execute("CREATE TABLE seen (turn text)")

    assert (turn, before, await tables(database_url)) == (turn, 0, 1)


async def test_a_month_passes_in_a_moment(temporal: WorkflowEnvironment) -> None:
    nap = Nap(length=timedelta(days=30))

    async with Worker(
        temporal.client,
        task_queue="naps",
        workflows=[SleepingWorkflow],
        workflow_runner=UnsandboxedWorkflowRunner(),
    ):
        woken = await temporal.client.execute_workflow(SleepingWorkflow.run, nap, id="nap", task_queue="naps")

    assert woken == nap
