"""What putting right what was entered wrongly makes of an audit."""

from collections.abc import Callable
from typing import Any

from domain import events as e
from domain.audit import Action, Audit
from domain.chase import moved
from domain.rules import Rules


def _regraded(audit: Audit, event: e.AuditRegraded) -> Audit:
    rules = audit.rules.model_copy(update={"timescale": audit.rules.timescales[event.overall]})
    return audit.model_copy(update={"overall": event.overall, "grades": event.grades, "rules": rules})


def _amended(audit: Audit, event: e.Amended) -> Audit:
    news = {name: getattr(event.after, name) for name in event.after.model_fields_set}
    if event.what == "subject":
        return audit.model_copy(update=news)
    if event.what == "finding" and event.finding_id:
        seen = audit.seen[event.finding_id].model_copy(update=news)
        findings = {**audit.findings, event.finding_id: seen.standard}
        actions = _of_its_standard(audit.actions, event.finding_id, seen.standard)
        return audit.model_copy(
            update={"seen": {**audit.seen, event.finding_id: seen}, "findings": findings, "actions": actions}
        )
    if event.what == "action" and event.action_id:
        action = _put_right(audit.actions[event.action_id], event, audit.rules)
        return audit.model_copy(update={"actions": {**audit.actions, event.action_id: action}})
    return audit


def _of_its_standard(actions: dict[str, Action], finding_id: str, standard: str) -> dict[str, Action]:
    """The audit's actions; one that is about another standard answers the finding no more, and stays with its own."""
    strangers = {key for key, one in actions.items() if one.finding_id == finding_id and one.standard != standard}
    return {
        key: one.model_copy(update={"finding_id": None}) if key in strangers else one for key, one in actions.items()
    }


def _put_right(action: Action, event: e.Amended, rules: Rules) -> Action:
    """Its date in force may be another; the first one stays."""
    after = event.after
    update: dict[str, Any] = {"title": after.title or action.title, "outcome": after.outcome or action.outcome}
    if after.due_at:
        update |= {"chase": moved(action.chase, after.due_at, event.at, rules), "is_by_rule": False, "extension": None}
    return action.model_copy(update=update)


AFTER_CORRECTIONS: dict[type[e.Event], Callable[[Audit, Any], Audit]] = {
    e.Amended: _amended,
    e.AuditRegraded: _regraded,
}
