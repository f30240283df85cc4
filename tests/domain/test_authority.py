"""The table of authority, walked whole: every command, by everybody."""

import pytest

from domain import commands as c
from domain.authority import AUTHORITY
from domain.commands import LaterCommand
from domain.errors import NotAllowed
from tests.builders import (
    ASH,
    CAIRN,
    FELL,
    HERON,
    KITE,
    MOSS,
    PLOVER,
    ROBIN,
    STOAT,
    TALKS,
    TARN,
    VISITS,
    WREN,
    a_command,
    a_complaint,
    a_finding,
    a_plan,
    a_start,
    on,
)
from tests.life import Life

EVERYBODY = (WREN, ROBIN, ASH, MOSS, FELL, TARN, CAIRN, HERON, PLOVER, STOAT, KITE, "stranger")
MAY: dict[type[c.Command], set[str]] = {
    c.AddAction: {HERON, ASH},
    c.Accept: {WREN},
    c.Begin: {WREN},
    c.ClaimDone: {WREN},
    c.Reassign: {ASH, MOSS, FELL, TARN, CAIRN},
    c.Verify: {HERON, PLOVER},
    c.SendBack: {HERON, PLOVER},
    c.Acknowledge: {ASH},
    c.AskExtension: {WREN},
    c.GrantExtension: {ASH, MOSS, FELL, TARN, CAIRN},
    c.RefuseExtension: {ASH, MOSS, FELL, TARN, CAIRN},
    c.PauseAction: {ASH, MOSS, FELL, TARN, CAIRN},
    c.ResumeAction: {ASH, MOSS, FELL, TARN, CAIRN},
    c.WaitFor: {HERON, ASH, MOSS, FELL, TARN, CAIRN},
    c.Unwait: {HERON, ASH, MOSS, FELL, TARN, CAIRN},
    c.Cancel: {FELL, TARN, CAIRN},
    c.Judge: {PLOVER},
    c.Measure: {STOAT},
    c.Amend: {FELL, TARN, CAIRN},
    c.Reopen: {CAIRN},
    c.UndoVerify: {FELL, TARN, CAIRN},
    c.HearView: {*EVERYBODY} - {"stranger"},
    c.HandOver: {TARN, CAIRN},
    c.Withdraw: {CAIRN},
    c.FindAgain: {KITE},
    c.Replan: {KITE},
    c.UpdateCalendar: {KITE},
}
"""Of Wren's action in Heron's audit, chased one step: up to Ash."""
MAY_BEFORE_RETURN: dict[type[c.Command], set[str]] = {
    c.Allocate: {MOSS, FELL, TARN, CAIRN},
    c.Reallocate: {MOSS, FELL, TARN, CAIRN},
    c.ReturnAudit: {HERON},
    c.ExtendResponse: {FELL, TARN, CAIRN},
    c.Withdraw: {CAIRN},
}
"""Of an audit that Moss planned; all but allocating it once it is Heron's."""


FIRST: dict[type[c.Command], tuple[tuple[type[c.Command], str], ...]] = {
    c.Verify: ((c.ClaimDone, WREN),),
    c.SendBack: ((c.ClaimDone, WREN),),
    c.UndoVerify: ((c.ClaimDone, WREN), (c.Verify, HERON)),
    c.GrantExtension: ((c.AskExtension, WREN),),
    c.RefuseExtension: ((c.AskExtension, WREN),),
    c.ResumeAction: ((c.PauseAction, ASH),),
    c.Unwait: ((c.WaitFor, HERON),),
    c.Reopen: ((c.Withdraw, CAIRN),),
}
"""What must have happened before, and by whom."""


MODERATION_COMMANDS: tuple[type[c.Command], ...] = (
    c.Moderate,
    c.DisputeAction,
    c.DisputeGrade,
    c.DecideDispute,
    c.DecideGrade,
)
"""Who may give these: tests/domain/test_moderation.py."""


def chased(kind: type[c.Command]) -> Life:
    life = Life(a_start(a_finding(VISITS), a_finding(TALKS, owner=ROBIN))).wait(on("2026-11-17 10:00"))
    for before, by in FIRST.get(kind, ()):
        life.give(before, by)
    return life


def test_the_table_has_a_line_for_every_command() -> None:
    kinds = {kind.model_fields["kind"].default for kind in LaterCommand.__args__}

    known = {*MAY, *MAY_BEFORE_RETURN, *MODERATION_COMMANDS}
    assert set(AUTHORITY) == kinds | {"draw_moderation"}
    assert {kind.model_fields["kind"].default for kind in known} == kinds


@pytest.mark.parametrize("by", EVERYBODY)
@pytest.mark.parametrize("kind", MAY, ids=lambda kind: kind.__name__)
def test_a_command_is_for_those_the_table_names_and_nobody_else(kind: type[c.Command], by: str) -> None:
    life = chased(kind)
    before = life.audit

    if by in MAY[kind]:
        assert life.give(kind, by)
    else:
        with pytest.raises(NotAllowed, match="ask them to do it"):
            life.give(kind, by)
        assert life.audit is before


@pytest.mark.parametrize("by", EVERYBODY)
@pytest.mark.parametrize("kind", MAY_BEFORE_RETURN, ids=lambda kind: kind.__name__)
def test_before_the_return_too_a_command_is_for_those_the_table_names(kind: type[c.Command], by: str) -> None:
    plan = a_complaint if kind is c.ExtendResponse else a_plan
    life = Life(plan(auditor=None if kind is c.Allocate else HERON))

    if by in MAY_BEFORE_RETURN[kind]:
        assert life.give(kind, by)
    else:
        with pytest.raises(NotAllowed, match="ask them to do it"):
            life.give(kind, by)


ASK_WHOM: dict[type[c.Command], str] = {
    c.AddAction: "the auditor (heron), another auditor or a team manager may add an action",
    c.Reassign: "somebody above its owner (wren), such as their manager, may reassign",
    c.Verify: "the auditor (heron) or a quality assurance who did not do it may verify",
    c.Acknowledge: "whoever was told last (ash) may acknowledge",
    c.Cancel: "a head of service, an assistant director or a director may cancel",
    c.Judge: "an auditor or a quality assurance other than the auditor (heron) may judge",
    c.Measure: "a performance may measure",
    c.Withdraw: "a director may withdraw",
    c.Replan: "an operator may replan",
    c.UpdateCalendar: "an operator may update the calendar",
}


@pytest.mark.parametrize("kind", ASK_WHOM, ids=lambda kind: kind.__name__)
def test_a_refusal_says_whom_to_ask(kind: type[c.Command]) -> None:
    with pytest.raises(NotAllowed) as refused:
        chased(kind).give(kind, ROBIN)

    assert str(refused.value) == f"Only {ASK_WHOM[kind]}: ask them to do it."


def test_the_auditor_neither_verifies_her_own_work_nor_judges_her_own_audit() -> None:
    life = Life(a_start(a_finding(VISITS, owner=HERON)))
    life.give(c.ClaimDone, HERON)

    for kind in (c.Verify, c.SendBack, c.Judge):
        with pytest.raises(NotAllowed):
            life.give(kind, HERON)


def test_standing_is_taken_from_the_command_and_not_from_what_the_audit_guesses() -> None:
    life = Life()
    claimed = c.Standing(roles=("director",))
    command = a_command(c.Withdraw, "stranger").model_copy(update={"standing": claimed})

    with pytest.raises(NotAllowed):
        life.send(command)
