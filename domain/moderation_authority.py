"""Who may give a second grade, who may dispute the first, and who decides that; rows of domain/authority.py."""

from domain.asking import any_of, holders
from domain.audit import Action, Audit
from domain.chase import Chase
from domain.command import Command
from domain.directory import MANAGER, Directory
from domain.moderation import GRADE
from domain.moderation_commands import DisputeGrade
from domain.outside import Outside
from domain.values import Key

Roles = tuple[str, ...]


def moderators(audit: Audit) -> Roles:
    """The role that is asked for a second grade."""
    return (audit.rules.moderation.role,) if audit.rules.moderation else ()


def deciders(audit: Audit) -> Roles:
    """The role that decides disputes, and all above it in the reporting line."""
    return audit.rules.from_up(audit.rules.disputes.decider) if audit.rules.disputes else ()


def is_near(audit: Audit, command: Command) -> bool:
    """Is it theirs in any way, so that they cannot look at its grade from outside?

    Until a second grade is given, moderators who are not near are not shown the first: `storage/blind.py`.
    """
    return command.by in _about(audit) or command.standing.team == audit.team


def outside_of(audit: Audit) -> Outside:
    """Among whom a moderator is looked for: whoever is not near."""
    return Outside(team=audit.team, never=tuple(sorted(_about(audit))), lot=audit.audit_id)


def outside_for(audit: Audit, matter: str, role: str) -> Outside | None:
    """Among whom a step looks for a role that is no place in the reporting line; None: up the line alone."""
    is_place = role in (*audit.rules.line, "auditor", "owner", MANAGER)
    return outside_of(audit) if matter == "moderation" and not is_place else None


def _about(audit: Audit) -> set[Key]:
    return {audit.auditor, *(action.owner for action in audit.actions.values())}


def owner_below(directory: Directory, audit: Audit, command: Command) -> Key | None:
    """For whoever disputes the grade: an owner of its actions who is below them in the reporting line."""
    if not isinstance(command, DisputeGrade):
        return None
    owners = sorted({action.owner for action in audit.actions.values()})
    return next((one for one in owners if any(up.person == command.by for up in directory.line(one))), None)


def is_concerned(audit: Audit, command: Command) -> bool:
    """Does the grade concern them: as an owner, somebody above one, or a manager of the audited team?"""
    owns = command.by in {action.owner for action in audit.actions.values()}
    leads = command.standing.team == audit.team and command.standing.holds(audit.rules.line[1:])
    return owns or leads or command.standing.above_owner


def is_party(audit: Audit, command: Command, action: Action | None) -> bool:
    """Have they audited it, or disputed it themselves or through whoever stood in for them?"""
    dispute = audit.disputes.get(action.action_id if action else GRADE)
    return command.by in ({audit.auditor, dispute.by, dispute.in_place_of} if dispute else {audit.auditor})


def may_decide(audit: Audit, command: Command, action: Action | None) -> bool:
    """Is it theirs to decide, or has it come up to them?"""
    dispute = audit.disputes.get(action.action_id if action else GRADE)
    is_told = dispute is not None and _has_heard(command, dispute.chase)
    return command.standing.holds(deciders(audit)) or is_told


def _has_heard(command: Command, chase: Chase | None) -> bool:
    return chase is not None and command.by in chase.told


DECIDERS = "the role the framework names for it, or above, or whoever was told, and never a party to it"
CONCERNED = "the owner of one of its actions, somebody above such an owner, or a manager of the audited team"


def settlers(audit: Audit, action: Action | None) -> str:
    """The same of one audit: its roles, whoever its dispute has come up to, and who is a party to it."""
    dispute = audit.disputes.get(action.action_id if action else GRADE)
    told = dispute.chase.told if dispute and dispute.chase else ()
    parties = sorted({audit.auditor, *([dispute.by] if dispute else [])})
    return f"{any_of([*holders(deciders(audit)), *told])}, and never a party to it ({', '.join(parties)}),"


MODERATORS = "a moderator, and never the auditor, an owner of its actions or one of the audited team"
