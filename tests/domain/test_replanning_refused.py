"""Rules that an audit cannot go by are refused, each with the sentence that says why."""

from typing import Any

import pytest

from domain import commands as c
from domain.errors import AuditOver, NoReason, Refusal
from domain.operator_errors import FewerCycles, LacksStandard, NoRules, OtherFramework, SameVersion, UnknownVersion
from tests.builders import CAIRN, KITE, PLOVER, VISITS, a_start, some_rules
from tests.life import Life

SECOND = some_rules(version=2)
CASES: list[tuple[dict[str, Any], type[Refusal], str]] = [
    ({"reason": None}, NoReason, "To replan needs a reason"),
    ({"version": 1}, SameVersion, "goes by version 1 of its rules already"),
    ({"rules": None}, NoRules, "needs the rules of version 2"),
    ({"version": 3}, NoRules, "needs the rules of version 3"),
    ({"rules": some_rules(version=2, framework="elsewhere")}, OtherFramework, "larkmoor, not elsewhere"),
    ({"rules": SECOND.model_copy(update={"standards": {}})}, LacksStandard, f"lacks the standard {VISITS}"),
]


@pytest.mark.parametrize(("fields", "refusal", "sentence"), CASES, ids=[case[1].__name__ for case in CASES])
def test_what_cannot_be_is_refused_and_changes_nothing(
    fields: dict[str, Any], refusal: type[Refusal], sentence: str
) -> None:
    life = Life()
    before = life.audit

    with pytest.raises(refusal, match=sentence):
        life.give(c.Replan, KITE, **fields)

    assert life.audit is before


def test_a_version_with_fewer_cycles_than_an_audit_has_had_is_refused() -> None:
    life = Life(a_start(rules=some_rules(cycles=5)))
    for _ in range(3):
        life.give(c.Judge, PLOVER, standard=VISITS, is_met=False)

    with pytest.raises(FewerCycles, match="ends after 2 cycles, and the audit is in cycle 4"):
        life.give(c.Replan, KITE)


def test_an_audit_that_is_over_keeps_its_rules() -> None:
    life = Life()
    life.give(c.Withdraw, CAIRN)

    with pytest.raises(AuditOver):
        life.give(c.Replan, KITE)


def test_the_number_of_the_codes_own_rules_stays_what_it_was() -> None:
    life = Life(a_start(rules=some_rules().model_copy(update={"number": 0})))

    life.give(c.Replan, KITE, rules=SECOND)

    assert (life.audit.rules.version, life.audit.rules.number) == (2, 0)


def test_an_unknown_version_is_refused_with_those_there_are() -> None:
    sentence = "There is no version 7 of larkmoor: name one of 1, 2."

    assert str(UnknownVersion("larkmoor", 7, [2, 1])) == sentence
