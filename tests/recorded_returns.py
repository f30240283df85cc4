"""The story of an audit that is planned, allocated, late, returned and closed, as it is recorded for replay."""

from domain import commands as c
from domain.calendar import read_calendar
from domain.durations import Duration
from domain.framework_sections import Returning
from domain.rules import rules_before_return
from tests.workflows.conftest import Handle, Stage
from tests.workflows.scenes import NOTE, POLICIES, STANDARDS, a_start, claim, framework, judge, verify

QUICK = Returning(within=Duration.parse("3s"), allocate_within=Duration.parse("2s"))
ASKED = c.Views(child=c.Sought(how=(NOTE,)), family=c.Sought(why_not=NOTE))


async def planned_late_and_returned(stage: Stage, name: str) -> Handle:
    """In the demo's seconds; nobody makes it at first."""
    handle = await stage.start(_plan(name))
    await stage.until(lambda: "escalated" in stage.kinds(name))
    await stage.act(handle, c.Allocate(command_id="allocate", by="p-4", auditor="p-8"))
    await stage.until(lambda: stage.kinds(name).count("escalated") >= 3)
    reallocated = c.Reallocate(command_id="reallocate", by="p-4", auditor="p-9", reason=NOTE)
    await stage.act(handle, reallocated)
    await stage.act(handle, _return(name))
    await stage.act(handle, claim("a-1"))
    await stage.act(handle, verify("a-1").model_copy(update={"by": "p-9"}))
    await stage.act(handle, judge(STANDARDS[0]).model_copy(update={"by": "p-8"}))
    await handle.result()
    return handle


def _plan(name: str) -> c.PlanAudit:
    calendar = read_calendar((POLICIES / "calendars" / "england_and_wales.json").read_text())
    rules = rules_before_return(framework("demo"), calendar).model_copy(update={"returning": QUICK})
    return c.PlanAudit(
        command_id=f"{name}/start",
        by="p-4",
        audit_id=name,
        audit_kind="case_file",
        subject="C-1001",
        team="north",
        month="2026-12",
        rules=rules,
    )


def _return(name: str) -> c.ReturnAudit:
    start = a_start(name, policy="demo", findings=1)
    return c.ReturnAudit(
        command_id=f"{name}/return",
        by="p-9",
        overall=start.overall,
        findings=start.findings,
        owners=start.owners,
        views=ASKED,
        worker_took_part=True,
        rules=start.rules,
    )
