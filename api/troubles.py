"""Everything an operator must look at, from the tables and from the engine itself."""

from collections.abc import AsyncIterator
from datetime import datetime

from temporalio.client import Client

from api import operating
from api.standstill import PATIENCE, Suspect, looked_into, suspects
from api.trouble import Kind, Trouble, trouble
from domain.programme import name_of
from domain.values import AuditId
from storage import alarms, programme, standstill
from storage.alarms import OpenAlarm
from storage.database import Database
from storage.letter import DeadLetter
from workflows.addresses import workflow_id
from workflows.attributes import STUCK

_RUNNING = "ExecutionStatus = 'Running'"
_FAILING = f"{_RUNNING} AND TemporalReportedProblems IS NOT NULL"
_KINDS: dict[str, Kind] = {"unrecorded": "unrecorded", "programme": "programme", "webhook": "webhook"}
_STUCK = f"{_RUNNING} AND {STUCK.name} = true"


async def troubles(database: Database, client: Client, now: datetime) -> list[Trouble]:
    """Alarms nobody has cleared, letters given up, and audits whose workflow is gone, fails or does not move."""
    noted = await of_tables(database)
    known = {one.audit_id for one in noted if one.kind == "unrecorded"}
    stuck = [one async for one in _stuck(client) if one.audit_id not in known]
    known |= {one.audit_id for one in stuck}
    # What cannot be recorded stands still, too, and for no reason of its own.
    wrong = [one for one in await _of_workflows(database, client, now) if one.audit_id not in known]
    return [*noted, *stuck, *wrong, *await _of_months(database, client, now)]


async def of_tables(database: Database) -> list[Trouble]:
    """Alarms nobody has cleared and letters given up: what is known without the engine."""
    async with database.transaction() as connection:
        raised = [_of_alarm(one) for one in await alarms.open_alarms(connection)]
        return [*raised, *(_of_letter(one) for one in await operating.dead(connection))]


async def stuck_audits(database: Database, client: Client, now: datetime) -> list[AuditId]:
    """The open audits that a nudge may help: those whose work fails or stands, and those left alone."""
    wrong = {one.audit_id for one in await troubles(database, client, now) if one.kind != "dead_letter"}
    return sorted(wrong & {*await standstill.open_audits(database)})


async def _of_workflows(database: Database, client: Client, now: datetime) -> list[Trouble]:
    """The tables say whom to suspect; the engine is asked about them alone."""
    open_before = await standstill.open_audits(database)
    # The server's list lags behind a start, so each audit that is not in it is asked about itself.
    running = {one.id async for one in client.list_workflows(_RUNNING, page_size=1000)}
    alone = [Suspect(key, at) for key, at in open_before.items() if workflow_id(key) not in running]
    failing = [Suspect(one.id, one.start_time) async for one in client.list_workflows(_FAILING)]
    wrong = await looked_into(client, [*alone, *await suspects(database, now), *failing])
    # Meanwhile an audit may have ended, and its workflow with it.
    still_open = await standstill.open_audits(database) if wrong else {}
    return [one for one in wrong if one.audit_id in still_open or one.kind == "failing"]


async def _of_months(database: Database, client: Client, now: datetime) -> list[Trouble]:
    """Months drawn a while ago whose audits are not all recorded, while nobody sees to them or what does so fails."""
    async with database.reading() as connection:
        drawn = await programme.unfinished(connection)
        told = {one.audit_id for one in await alarms.open_alarms(connection)}
    asked = [Suspect(name_of(month), at) for month, at in drawn.items() if at + PATIENCE <= now]
    found = await looked_into(client, [one for one in asked if one.audit_id not in told])
    return [trouble("programme", one.audit_id, one.since, one.detail) for one in found]


async def _stuck(client: Client) -> AsyncIterator[Trouble]:
    async for found in client.list_workflows(_STUCK):
        yield trouble("unrecorded", found.id, found.start_time, "its page cannot be recorded")


def _of_alarm(alarm: OpenAlarm) -> Trouble:
    return trouble(_KINDS.get(alarm.what, "unheard"), alarm.audit_id, alarm.at, alarm.detail)


def _of_letter(letter: DeadLetter) -> Trouble:
    return trouble("dead_letter", letter.audit_id, letter.due_at, f"{letter.notice_id}: {letter.failure}")
