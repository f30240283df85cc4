"""What people want to do about one action, given where it is and how far its chase has come."""

from collections.abc import Callable
from typing import NamedTuple

from api.orders import Order
from domain.audit import Action, ActionStatus, Audit
from domain.directory import Directory
from samples.cast import colleague_of, manager_of, up_the_line, verifier
from samples.orders import evidence, given, order, said
from samples.script import Play, When, has_come


class Scene(NamedTuple):
    """One action of an audit, the play it is in, and the people."""

    audit: Audit
    action: Action
    play: Play
    directory: Directory

    @property
    def is_first(self) -> bool:
        return self.action is next(iter(self.audit.actions.values()))

    @property
    def is_last(self) -> bool:
        return self.action is list(self.audit.actions.values())[-1]

    def has_come(self, when: When) -> bool:
        """Has its chase come so far?"""
        return has_come(when, self.action.chase, self.audit.rules)

    def given(self, kind: str) -> int:
        """How often the demo has given this command on this action."""
        return given(self.audit, f"{self.action.action_id}/{kind}")

    def order(self, by: str, kind: str, **fields: object) -> Order:
        """A command on this action."""
        action_id = self.action.action_id
        return order(self.audit, by, kind, action_id, action_id=action_id, **fields)


def action_wish(scene: Scene) -> Order | None:
    """The one thing somebody wants to do about this action now; None while everybody waits."""
    if scene.action.is_finished:
        return None
    if scene.action.status is ActionStatus.DONE_CLAIMED:
        return _verified(scene)
    wishes = (want(scene) for want in _IN_ORDER)
    return next((one for one in wishes if one), None)


def claims_when(scene: Scene) -> When:
    """What the owner of this action waits for before claiming it done."""
    if scene.action.cycle > 1:
        return scene.play.claims_again
    number = list(scene.audit.actions).index(scene.action.action_id)
    return scene.play.claims[min(number, len(scene.play.claims) - 1)]


def _verified(scene: Scene) -> Order | None:
    claim = scene.action.verification
    if claim is None or not has_come(scene.play.verifies, claim, scene.audit.rules):
        return None
    by = verifier(scene.directory, scene.action, scene.audit)
    if scene.is_first and scene.given("send_back") < scene.play.sends_back:
        reason = said("the record shows that it was planned, not yet that it was done")
        return scene.order(by, "send_back", reason=reason)
    return scene.order(by, "verify")


def _cancelled(scene: Scene) -> Order | None:
    if not scene.is_last or not scene.has_come(scene.play.cancels):
        return None
    by = up_the_line(scene.directory, scene.audit.rules.authority.cancel, scene.action.owner, scene.audit)
    return scene.order(by, "cancel", reason=said("the family has moved, and the new council has taken this on"))


def _reassigned(scene: Scene) -> Order | None:
    if not scene.is_first or scene.given("reassign") or not scene.has_come(scene.play.reassigns):
        return None
    owner = scene.action.owner
    by = manager_of(scene.directory, owner)
    return scene.order(by, "reassign", owner=colleague_of(scene.directory, owner))


def _acknowledged(scene: Scene) -> Order | None:
    told = scene.action.chase.told
    if not told or scene.given("acknowledge") or not scene.has_come(scene.play.acknowledges):
        return None
    acknowledgement = scene.order(told[0], "acknowledge")
    # Who answers in the second in which the next is told is refused for good under that id: the next has their own.
    return acknowledgement._replace(command_id=f"{acknowledgement.command_id}/{told[0]}")


def _started(scene: Scene) -> Order | None:
    if scene.action.status is not ActionStatus.OPEN or not scene.has_come(scene.play.starts):
        return None
    return scene.order(scene.action.owner, "start" if scene.given("accept") else "accept")


def _claimed(scene: Scene) -> Order | None:
    if not scene.has_come(claims_when(scene)):
        return None
    tries = scene.given("claim") + 1
    note = said("it is done, and what came of it is in the record")
    shown = [evidence(f"record {scene.audit.subject}/{scene.action.action_id}/{tries}")]
    return scene.order(scene.action.owner, "claim", note=note, evidence=shown)


_IN_ORDER: tuple[Callable[[Scene], Order | None], ...] = (_cancelled, _reassigned, _acknowledged, _started, _claimed)
