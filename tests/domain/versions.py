"""Other versions of Larkmoor's rules, in the keys of a policy file."""

from typing import Any

from tests.builders import LINE, some_rules


def scales(actions: str, check: str) -> dict[str, Any]:
    """Timescales that are the same whatever the grade."""
    return {grade: {"actions": actions, "check": check} for grade in ("good", "inadequate")}


def ladders(*after: str) -> dict[str, Any]:
    """The ladder of actions has a step so long after each of these, from the team manager up; the others stay."""
    rules = some_rules()
    kinds = {"safety": rules.safety_ladder, "verification": rules.verification_ladder, "check": rules.check_ladder}
    others = {key: ladder.model_dump(mode="json") for key, ladder in kinds.items()}
    steps = [{"after": one, "role": role} for one, role in zip(after, LINE[1:], strict=False)]
    return {**others, "action": {"steps": steps, "every": "3wd"}}
