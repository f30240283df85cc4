"""What is foreseen of an audit is what its workflow writes and sends as time passes."""

from datetime import datetime, timedelta

from domain import events as e
from domain.evolve import fold
from domain.forecast import forecast
from tests.workflows.conftest import Stage
from tests.workflows.scenes import a_start, claim

MONTHS = timedelta(days=75)


async def test_a_forecast_is_what_the_workflow_writes_and_sends_when_it_is_left_alone(stage: Stage) -> None:
    handle = await stage.start(a_start("left-alone").model_copy(update={"audit_kind": "dip_sample"}))
    await stage.act(handle, claim("a-2"))
    log = stage.effects.logs["left-alone"]
    before, letters = len(log), len(stage.effects.sent)
    audit = fold(None, log)
    assert audit
    now = await stage.environment.get_current_time(handle)
    foreseen = list(forecast(audit, stage.effects.directory, now, now + MONTHS))

    await stage.wind(handle, MONTHS + timedelta(hours=1))
    await stage.until(lambda: len(log) >= before + len(foreseen))

    came = log[before:]
    assert {type(one) for one in came} >= {e.ActionReminded, e.ActionOverdue, e.Escalated}
    assert {one.matter for one in came if isinstance(one, e.Escalated)} == {"action", "verification"}
    assert [_said(one) for one in came[: len(foreseen)]] == [_said(one.event) for one in foreseen]
    told = [(each.notice, each.person.person) for one in foreseen for each in one.notices]
    sent = [(notice, person) for _, notice, person in stage.effects.sent[letters:]]
    assert sent[: len(told)] == told
    await handle.terminate()


def _said(event: e.AnyEvent) -> tuple[datetime, dict[str, object]]:
    """All but when it was noticed: a timer rings up to the policy's spread after the moment."""
    fields = event.model_dump(exclude={"at", "moment"})
    return event.true_at, fields
