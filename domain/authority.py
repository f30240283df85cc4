"""Who may give which command: one table, read by `decide` and by the page that explains it."""

from domain import complaint_authority as complaints
from domain import correction_authority as again
from domain import moderation_authority as second
from domain.asking import (
    Ask,
    May,
    Roles,
    any_of,
    auditor,
    from_up,
    holders,
    holds,
    in_roles,
    is_auditor,
    is_owner,
    others,
    owner,
)
from domain.event import ENGINE

SERVICE = "service"
"""Another system, which acts for people."""


def _verifiers(ask: Ask) -> Roles:
    return tuple(role for role in ask.audit.rules.authority.verify if role != "auditor")


def _did_it(ask: Ask) -> bool:
    return is_owner(ask) or (ask.action is not None and ask.command.by == ask.action.claimed_by)


def _hearers(ask: Ask) -> tuple[str, ...]:
    """Whoever was told last, of the action or of the concern it is about, and those they stand in for."""
    chases = [ask.action.chase, ask.action.concern] if ask.action else []
    return tuple(dict.fromkeys(one for chase in chases if chase for one in (*chase.told, *chase.stood_in_for)))


def _was_told(ask: Ask) -> bool:
    return ask.command.by in _hearers(ask)


def _told(ask: Ask) -> str:
    return f"whoever was told last ({', '.join(_hearers(ask)) or 'nobody yet'})"


def _asked(ask: Ask) -> bool:
    asked = ask.action.extension if ask.action else None
    return asked is not None and ask.command.by == asked.by


OWNER = May("its owner", owner, is_owner)
ABOVE = May(
    "the owner's manager or somebody above",
    lambda ask: f"somebody above {owner(ask)}, such as their manager,",
    lambda ask: ask.command.standing.above_owner,
)
VERIFIER = May(
    "the auditor, or a verifier the framework names, and never its owner or whoever claimed it",
    lambda ask: f"{any_of([auditor(ask), *holders(_verifiers(ask))])} who did not do it",
    lambda ask: is_auditor(ask) or holds(ask, _verifiers(ask)),
    _did_it,
)
DECIDER = May(
    "the owner's manager or somebody above, and never whoever asked",
    lambda ask: f"somebody above {owner(ask)} who did not ask",
    lambda ask: ask.command.standing.above_owner,
    _asked,
)
PLANNER = May(
    "the auditor, or the owner's manager or somebody above",
    lambda ask: f"{auditor(ask)} or somebody above {owner(ask)}",
    lambda ask: is_auditor(ask) or ask.command.standing.above_owner,
)
OPERATES = "an operator, or the role the framework names for it, or above"
FROM_UP = "the role the framework names for it, or above"
AUTHORITY: dict[str, May] = {
    "add_action": May(
        "the auditor, or a role the framework names for it",
        lambda ask: any_of([auditor(ask), *others(ask.audit.rules.authority.add)]),
        lambda ask: is_auditor(ask) or holds(ask, ask.audit.rules.authority.add),
    ),
    "accept": OWNER,
    "start": OWNER,
    "claim": OWNER,
    "reassign": ABOVE,
    "verify": VERIFIER,
    "send_back": VERIFIER,
    "acknowledge": May("whoever was told last", _told, _was_told),
    "ask_extension": OWNER,
    "grant_extension": DECIDER,
    "refuse_extension": DECIDER,
    "pause": ABOVE,
    "resume": ABOVE,
    "wait_for": PLANNER,
    "unwait": PLANNER,
    "cancel": in_roles(FROM_UP, lambda ask: from_up(ask, ask.audit.rules.authority.cancel)),
    "judge": May(
        "somebody other than the first auditor, in a role the framework names for it",
        lambda ask: f"{any_of(holders(ask.audit.rules.authority.judge))} other than {auditor(ask)}",
        lambda ask: holds(ask, ask.audit.rules.authority.judge),
        is_auditor,
    ),
    "measure": in_roles("a role the framework names for it", lambda ask: ask.audit.rules.authority.measure),
    "hear_view": May(
        "anybody the directory gives a role",
        lambda _: "somebody the directory gives a role",
        lambda ask: bool(ask.command.standing.roles),
    ),
    "hand_over": in_roles(FROM_UP, lambda ask: from_up(ask, ask.audit.rules.authority.hand_over)),
    "withdraw": in_roles(FROM_UP, lambda ask: from_up(ask, ask.audit.rules.authority.withdraw)),
    "find_again": in_roles(OPERATES, lambda ask: from_up(ask, ask.audit.rules.authority.operate)),
    "update_calendar": in_roles(OPERATES, lambda ask: from_up(ask, ask.audit.rules.authority.operate)),
    "replan": in_roles(OPERATES, lambda ask: from_up(ask, ask.audit.rules.authority.operate)),
}


def _allocators(ask: Ask) -> Roles:
    authority = ask.audit.rules.authority
    return from_up(ask, authority.allocate or authority.cancel)


ALLOCATOR = May(
    "whoever planned it, a system, or the role the framework names for it, or above",
    lambda ask: f"{ask.audit.planned_by} or {any_of(holders(_allocators(ask)))}",
    lambda ask: ask.command.by == ask.audit.planned_by or holds(ask, (SERVICE, *_allocators(ask))),
)
EXTENDER = in_roles(complaints.WHO, lambda ask: complaints.extenders(ask.audit))
AUTHORITY |= {
    "allocate": ALLOCATOR,
    "reallocate": ALLOCATOR,
    "extend_response": EXTENDER._replace(
        test=lambda ask: complaints.may_extend(*ask[:2]), never=lambda ask: complaints.answers(*ask[:2])
    ),
    "return_audit": May(
        "the auditor, or the system that the audit was made in",
        lambda ask: f"{auditor(ask)} or a {SERVICE}",
        lambda ask: is_auditor(ask) or holds(ask, (SERVICE,)),
    ),
}


CORRECTOR = in_roles(FROM_UP, lambda ask: again.correctors(ask.audit))
AUTHORITY |= {
    "amend": CORRECTOR,
    "reopen": in_roles(FROM_UP, lambda ask: again.reopeners(ask.audit)),
    "undo_verify": CORRECTOR._replace(who=again.UNDOERS, never=lambda ask: again.is_party(*ask)),
}


SETTLER = May(
    second.DECIDERS,
    lambda ask: second.settlers(ask.audit, ask.action),
    lambda ask: second.may_decide(*ask),
    lambda ask: second.is_party(*ask),
)
AUTHORITY |= {
    "draw_moderation": May("the engine", lambda _: ENGINE, lambda ask: ask.command.by == ENGINE),
    "moderate": May(
        second.MODERATORS,
        lambda _: second.MODERATORS,
        lambda ask: ask.audit.rules.moderation is None or holds(ask, second.moderators(ask.audit)),
        lambda ask: second.is_near(ask.audit, ask.command),
    ),
    "dispute": OWNER,
    "dispute_grade": May(
        second.CONCERNED,
        lambda _: second.CONCERNED,
        lambda ask: second.is_concerned(ask.audit, ask.command),
        is_auditor,
    ),
    **dict.fromkeys(("decide_dispute", "decide_grade"), SETTLER),
}
