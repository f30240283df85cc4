"""The command line asks the doors from afar, and answers as it does beside the engine."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from api.command_line.afar_paths import command_of
from api.command_line.commands import COMMANDS
from api.http.description import routes_of
from api.orders import Order
from storage import restrictions
from tests.api.council import a_finding, handed_in
from tests.api.http.far import Far
from tests.api.terminal import write_lines

DIGEST = f"sha256:{'a' * 64}"
SLOW = {"framework": "childrens_social_care"}


async def an_audit(far: Far, audit_id: str) -> None:
    await far.house.start(audit_id)


async def something_wrong(far: Far) -> None:
    """An action is overdue, and one letter was given up."""
    async with far.house.record.database.transaction() as connection:
        await connection.execute(
            text("update actions set due_at = due_at - interval '90 days' where action_id = 'a-1'")
        )
        await connection.execute(
            text("""update outbox set state = 'dead', attempts = 12, failure = 'nobody there'
            where notice_id = (select min(notice_id) from outbox)""")
        )
        await connection.execute(
            text("""insert into outbox (notice_id, audit_id, seq, notice, role, person, is_urgent, state, due_at,
                stale_because)
            select notice_id || '/before', audit_id, seq, notice, role, person, is_urgent, 'stale', due_at,
                'Its date has moved.' from outbox limit 1""")
        )


QUESTIONS = (
    "list",
    "list --status acting --team north --kind dip_sample --overdue",
    "show AUDIT",
    "history AUDIT",
    "history AUDIT --temporal",
    "forecast AUDIT --days 60",
    "overdue",
    "notices",
    "notices --dead",
    "notices --stale",
    "stuck",
    "people list",
)


async def test_what_is_asked_has_the_same_answer_from_afar(far: Far, audit_id: str) -> None:
    await an_audit(far, audit_id)
    await something_wrong(far)
    far.sign_in("otto")

    for question in QUESTIONS:
        words = question.replace("AUDIT", audit_id).split()
        beside = await far.answer_beside(*words)
        assert beside, question
        assert await far.answer(*words) == beside, question
        assert await far.type(*words) == await far.beside(*words), question
    assert await far.answer("list", "--team", "south") == []


async def test_figures_are_the_same_from_afar(far: Far, audit_id: str) -> None:
    await an_audit(far, audit_id)
    far.sign_in("hal")

    beside = await far.answer_beside("figures")

    assert [(one["team"], one["audits"]) for one in beside["teams"]] == [("north", 1)]
    assert await far.answer("figures") == beside
    assert await far.type("figures") == await far.beside("figures")


async def test_long_lists_are_read_to_their_end(far: Far, audit_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.command_line.calling.PAGE", 1)
    await an_audit(far, audit_id)
    await an_audit(far, f"{audit_id}-b")
    far.sign_in("otto")

    assert await far.answer("list") == await far.answer_beside("list")
    assert len(await far.answer("people", "list")) == len(await far.answer_beside("people", "list"))


async def test_each_lists_what_they_may_see(far: Far, audit_id: str) -> None:
    await an_audit(far, audit_id)
    far.sign_in("tess")

    assert [one["audit_id"] for one in await far.answer("list")] == [audit_id]
    assert (await far.answer("notices"))["counts"] != {}
    assert {one["team"] for one in await far.answer("people", "list")} == {"north"}


async def test_a_command_is_given_as_whoever_is_signed_in(far: Far, audit_id: str) -> None:
    await an_audit(far, audit_id)
    far.sign_in("pat")
    claim = ["act", audit_id, "claim", "a-1", "--note", "Done.", "--evidence", f"plan={DIGEST}"]

    receipt = await far.answer(*claim, "--command-id", "mine")
    again = await far.answer(*claim, "--command-id", "mine", "--by", "pat")
    story = await far.answer("history", audit_id)

    assert again == receipt
    assert list(receipt) == ["audit_id", "command_id", "first", "last"]
    assert receipt["command_id"] == "mine"
    assert story[receipt["first"] - 1]["actor"] == "pat"


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("pat", ["accept", "a-1"]),
        ("quinn", ["add", "--standard", "plan_is_smart", "--title", "Ask", "--due", "2099-01-01", "--outcome", "Safe",
                   "--owner", "pat"]),
        ("quinn", ["judge", "--standard", "plan_is_smart", "--unmet", "--note", "Not yet."]),
        ("quest", ["measure", "--standard", "plan_is_smart", "--from", "2026-01-01", "--to", "2026-01-31",
                   "--met-count", "1", "--total", "9"]),
        ("hal", ["hand-over", "--to-person", "dee", "--reason", "Too long."]),
    ],
)  # fmt: skip
async def test_commands_say_from_afar_what_they_say_beside_the_engine(
    far: Far, audit_id: str, by: str, words: list[str]
) -> None:
    await an_audit(far, audit_id)
    await an_audit(far, f"{audit_id}-b")
    far.sign_in(by)

    beside = await far.beside("act", audit_id, *words, "--by", by, "--command-id", "one")
    from_afar = await far.type("act", f"{audit_id}-b", *words, "--command-id", "one")

    assert (from_afar.status, from_afar.err) == (beside.status, beside.err)
    assert from_afar.out == beside.out.replace(audit_id, f"{audit_id}-b")


def test_every_command_of_a_terminal_has_its_route(app: FastAPI) -> None:
    known = {route.path.replace("{audit_id}", "x-1").replace("{action_id}", "a-1") for route in routes_of(app)}
    kinds = {str(command.model_fields["kind"].default): command for command in COMMANDS.values()}

    for kind, command in kinds.items():
        fields = {"action_id": "a-1"} if "action_id" in command.model_fields else {}
        path, _ = command_of("x-1", Order("one", "pat", kind, fields))
        assert f"/v1{path}" in known, kind


async def test_operators_nudge_and_resend_from_afar(far: Far, audit_id: str) -> None:
    await an_audit(far, audit_id)
    await something_wrong(far)
    await far.house.lose(audit_id)
    far.sign_in("otto")
    [dead] = await far.answer("notices", "--dead")

    nudged = await far.answer("nudge", "--all", "--reason", "lost")
    one = await far.answer("nudge", audit_id, "--reason", "again", "--by", "otto")
    resent = await far.answer("resend", dead["notice_id"], "--reason", "mended")

    assert nudged == [{"audit_id": audit_id, "nudged": True, "alarms_settled": 0}]
    assert one == nudged[0]
    assert resent == {"resent": 1}
    assert await far.answer("notices", "--dead") == []


async def test_a_file_is_started_from_afar_once(far: Far, audit_id: str, tmp_path: Path) -> None:
    lines = [handed_in(**SLOW, audit_id=f"{audit_id}-{n}", findings=[a_finding()]) for n in range(3)]
    file = write_lines(tmp_path / "audits.jsonl", *lines)

    started = await far.answer("start", file)
    again = await far.answer("start", file)

    ids = [line["audit_id"] for line in lines]
    assert started == {"started": ids, "already": [], "skipped": []}
    assert again == {"started": [], "already": ids, "skipped": []}


async def test_an_operator_hears_that_there_is_more_than_they_may_know_of(far: Far, audit_id: str) -> None:
    await an_audit(far, audit_id)
    await something_wrong(far)
    async with far.house.record.database.transaction() as connection:
        await restrictions.restrict(connection, audit_id, ["dee"])
    far.sign_in("otto")

    said = await far.type("stuck")

    assert audit_id not in said.out
    assert said.err == "1 thing more must be looked at beside the engine: you may not know of the audit.\n"
