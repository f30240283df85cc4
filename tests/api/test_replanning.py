"""An audit moves to a version of its rules that is in the policies' folder, or that an audit used before."""

import shutil
from pathlib import Path
from uuid import uuid4

import pytest

from api.errors import OtherCommand, Refused
from api.giving import Giving
from api.orders import Order
from api.policies import Policies
from domain.audit import Audit
from storage.operations import operations
from storage.verifying import verify
from tests.activities.records import rows
from tests.api.conftest import now
from tests.api.council import POLICIES
from tests.api.house import House
from workflows.messages import Receipt

NAME = "childrens_social_care"


class Hall:
    """The doors with a folder of policies that a council can change."""

    def __init__(self, house: House, folder: Path) -> None:
        self.house, self._folder = house, folder
        self.audit_id = f"north-{uuid4().hex[:8]}"
        self._giving = Giving(house.engine, house.record, Policies(folder))

    def publish(self, version: int, old: str = "", new: str = "") -> None:
        """The council's rules become another version, in which something is written otherwise."""
        text = (POLICIES / f"{NAME}.yaml").read_text()
        assert old in text
        written = text.replace("\nversion: 2\n", f"\nversion: {version}\n").replace(old, new)
        (self._folder / f"{NAME}.yaml").write_text(written)

    async def move(
        self, version: int, command_id: str | None = None, *, reason: str | None = "Better rules."
    ) -> Receipt:
        fields = {"version": version, "reason": reason}
        return await self._giving.give(self.audit_id, Order(command_id or uuid4().hex, "otto", "replan", fields), now())

    async def audit(self) -> Audit:
        carried = await self.house.record.carried(self.audit_id)
        assert carried
        return carried.audit


@pytest.fixture
async def hall(house: House, worker: object, tmp_path: Path) -> Hall:  # noqa: ARG001 - somebody must do the work
    folder = tmp_path / "policies"
    shutil.copytree(POLICIES, folder)
    hall = Hall(house, folder)
    await house.start(hall.audit_id)
    return hall


SLOWER = ("requires_improvement: {actions: 30wd", "requires_improvement: {actions: 60wd")


async def test_an_audit_moves_to_the_version_in_the_folder_and_back_to_one_it_had(hall: Hall) -> None:
    before = await hall.audit()
    hall.publish(3, *SLOWER)

    moved = await hall.move(3)
    there = await hall.audit()
    await hall.move(2)
    back = await hall.audit()

    assert there.rules.version == 3
    assert any(there.actions[key].due_at > one.due_at for key, one in before.actions.items())
    assert {key: one.due_at for key, one in back.actions.items()} == {
        key: one.due_at for key, one in before.actions.items()
    }
    assert back.rules == before.rules
    [row] = await rows(hall.house.record.database, "select framework, version from audits")
    assert row == {"framework": NAME, "version": 2}
    assert await verify(hall.house.record.database) == []
    [_, first] = await operations(hall.house.record.database, hall.audit_id)
    assert (first.verb, first.person, first.outcome) == ("replan", "otto", {"first": moved.first, "last": moved.last})


async def test_the_same_order_again_gets_its_first_answer_whatever_the_folder_says_by_then(hall: Hall) -> None:
    hall.publish(3, *SLOWER)
    first = await hall.move(3, "once")
    hall.publish(4)

    again = await hall.move(3, "once")

    assert again == first
    with pytest.raises(OtherCommand):
        await hall.move(4, "once")


REFUSED = {
    "an unknown version": (7, ("", ""), f"There is no version 7 of {NAME}: name one of 2, 3."),
    "the same version": (2, ("", ""), "The audit goes by version 2 of its rules already: name another."),
    "a standard gone": (
        3,
        ("plan_is_smart", "plan_is_clever"),
        "Version 3 lacks the standard plan_is_smart, which the audit uses: name another version.",
    ),
    "a grade gone": (
        3,
        ("requires_improvement", "could_be_better"),
        "Version 3 lacks the grade requires_improvement, which the audit has: name another version.",
    ),
}


@pytest.mark.parametrize("why", REFUSED)
async def test_a_version_that_an_audit_cannot_go_by_is_refused_in_a_sentence(hall: Hall, why: str) -> None:
    version, change, sentence = REFUSED[why]
    hall.publish(3, *change)

    with pytest.raises(Refused) as refused:
        await hall.move(version)

    assert str(refused.value) == sentence
    assert (await hall.audit()).rules.version == 2


async def test_a_version_that_was_used_is_never_taken_with_other_rules_in_it(hall: Hall) -> None:
    hall.publish(3, *SLOWER)
    await hall.move(3)
    await hall.move(2)
    hall.publish(3)

    with pytest.raises(Refused, match="raise its version"):
        await hall.move(3)


async def test_moving_needs_a_reason_and_an_operator(hall: Hall) -> None:
    hall.publish(3, *SLOWER)

    with pytest.raises(Refused, match="needs a reason"):
        await hall.move(3, reason=None)
    with pytest.raises(Refused, match="Only an operator may replan"):
        await hall.house.give(hall.audit_id, "dee", "replan", version=3, reason="Because.")
