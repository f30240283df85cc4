"""What is refused of an audit before its return, each by its own name and changing nothing."""

from typing import Any

import pytest

from domain import commands as c
from domain.errors import NoReason, NotAllowed
from domain.return_errors import (
    AlreadyAllocated,
    AlreadyReturned,
    NotAllocated,
    NotAsPlanned,
    NotReturned,
    NoViews,
    NoWorkerWord,
    SameAuditor,
)
from tests.builders import CAIRN, HERON, MOSS, PLOVER, VIEWS, a_plan, some_rules, words
from tests.life import Life


def planned() -> Life:
    return Life(a_plan(auditor=None))


def allocated() -> Life:
    return Life(a_plan())


SILENT: dict[str, tuple[dict[str, Any], type[Exception]]] = {
    "no views": ({"views": None}, NoViews),
    "no child's views": ({"views": c.Views(family=VIEWS.family)}, NoViews),
    "neither how nor why not": ({"views": c.Views(child=c.Sought(), family=VIEWS.family)}, NoViews),
    "no family's views": ({"views": c.Views(child=VIEWS.child)}, NoViews),
    "no word of the worker": ({"worker_took_part": None}, NoWorkerWord),
    "no reason of the worker": ({"worker_took_part": False}, NoWorkerWord),
    "other rules": ({"rules": some_rules(version=2)}, NotAsPlanned),
}


@pytest.mark.parametrize(("fields", "refusal"), SILENT.values(), ids=SILENT)
def test_a_return_that_leaves_out_what_it_must_say_is_refused(fields: dict[str, Any], refusal: type[Exception]) -> None:
    life = allocated()
    before = life.audit

    with pytest.raises(refusal):
        life.give(c.ReturnAudit, HERON, **fields)
    assert life.audit is before


def test_why_a_worker_took_no_part_is_enough() -> None:
    life = allocated()

    assert life.give(c.ReturnAudit, HERON, worker_took_part=False, worker_absence=words("left"))


def test_nothing_but_returning_it_can_be_asked_before_the_return() -> None:
    for life in (planned(), allocated()):
        for kind in (c.ClaimDone, c.AddAction, c.Judge, c.Measure, c.HandOver, c.Replan):
            with pytest.raises(NotReturned, match="not returned yet"):
                life.give(kind, CAIRN)


def test_each_step_before_the_return_is_taken_once_and_in_order() -> None:
    refused: list[tuple[Life, type[c.Command], str, type[Exception]]] = [
        (planned(), c.Reallocate, MOSS, NotAllocated),
        (planned(), c.ReturnAudit, HERON, NotAllowed),
        (allocated(), c.Allocate, MOSS, AlreadyAllocated),
        (allocated(), c.ReturnAudit, PLOVER, NotAllowed),
    ]
    for life, kind, by, refusal in refused:
        with pytest.raises(refusal):
            life.give(kind, by)
    with pytest.raises(NotAllowed, match=r"^Only the auditor \(heron\) or a service may return this audit: ask them"):
        allocated().give(c.ReturnAudit, PLOVER)
    life = allocated()
    with pytest.raises(SameAuditor):
        life.give(c.Reallocate, MOSS, auditor=HERON)
    with pytest.raises(NoReason):
        life.give(c.Reallocate, MOSS, reason=None)
    life.give(c.ReturnAudit, HERON)
    for kind, by in ((c.ReturnAudit, HERON), (c.Allocate, MOSS), (c.Reallocate, MOSS)):
        with pytest.raises(AlreadyReturned):
            life.give(kind, by)
