"""Who may do what through the doors: one table of capability, role and relation. Nothing that is not in it is allowed.

What the table allows the rules may still refuse: `domain/authority.py` says who may give a command about one action.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Role(StrEnum):
    """What somebody is to the doors. What a council's own roles are says `policies/access/roles.yaml`."""

    PRACTITIONER = "practitioner"
    MANAGER = "manager"
    AUDITOR = "auditor"
    MODERATOR = "moderator"
    HEAD_OF_SERVICE = "head of service"
    DIRECTOR = "director"
    PERFORMANCE = "performance"
    GOVERNANCE = "governance"
    OPERATOR = "operator"
    SERVICE = "service"


class Relation(StrEnum):
    """What somebody is to the record they ask for; several may hold."""

    OWN = "own"
    """The action is theirs, or one of the audit's actions; of a person: it is themselves."""
    AUDITED = "audited"
    """They are the audit's auditor."""
    TEAM = "team"
    """The audit is about their team; of a person: they share one."""
    BELOW = "below"
    """An owner or the auditor, or somebody of the audit's team, is below them in the reporting line."""
    OTHER = "other"
    """None of these."""


class Capability(StrEnum):
    """One thing that can be done; each route needs one."""

    READ_AUDITS = "read audits"
    LEAVE_NOTES = "leave notes"
    READ_STANDARDS = "read how standards stand"
    READ_ENGINE = "read the engine's history"
    READ_PEOPLE = "read people"
    SAY_AWAY = "say who is away"
    READ_NOTICES = "read notices"
    READ_FIGURES = "read figures"
    READ_RULES = "read the rules"
    READ_ACCESS = "read who read and who did what"
    START_AUDITS = "start audits"
    DO_ACTIONS = "do actions"
    DIRECT_ACTIONS = "direct actions"
    HAND_IN_VIEWS = "hand in views"
    ACKNOWLEDGE = "acknowledge"
    CHECK_ACTIONS = "check actions"
    JUDGE = "judge standards"
    MEASURE = "measure standards"
    MODERATE = "moderate grades"
    DISPUTE_GRADES = "dispute grades"
    DECIDE_DISPUTES = "decide disputes"
    CANCEL = "cancel actions"
    END_AUDITS = "hand over and withdraw audits"
    CORRECT = "put right what was entered wrongly"
    READ_PROGRAMME = "read the programme"
    RUN_PROGRAMME = "run the programme"
    EXEMPT = "exempt auditors"
    READ_PROPOSALS = "read proposals"
    DECIDE_PROPOSALS = "decide proposals"
    READ_PRACTICE = "read good practice"
    RESTRICT = "restrict audits"
    OPERATE = "operate"
    SEND_EVENTS = "send events"
    READ_EVENTS = "read events"


Table = Mapping[Capability, Mapping[Role, frozenset[Relation]]]

NEAR = frozenset({Relation.OWN, Relation.AUDITED, Relation.TEAM, Relation.BELOW})
ANY = frozenset(Relation)
MINE = frozenset({Relation.OWN})
AUDITED = frozenset({Relation.AUDITED})
BELOW = frozenset({Relation.BELOW})

_QUALITY = {Role.AUDITOR: ANY, Role.MODERATOR: ANY}
_MANAGERS = {Role.MANAGER: NEAR, Role.HEAD_OF_SERVICE: NEAR, Role.DIRECTOR: ANY}
_SENIOR = {Role.HEAD_OF_SERVICE: NEAR, Role.DIRECTOR: ANY}
_STARTERS = {**dict.fromkeys((Role.MANAGER, Role.HEAD_OF_SERVICE), NEAR - MINE), Role.DIRECTOR: ANY, **_QUALITY}
_STAFF = (*_MANAGERS, *_QUALITY, Role.PRACTITIONER, Role.PERFORMANCE, Role.OPERATOR)
_WORKERS = (Role.PRACTITIONER, Role.PERFORMANCE)
_AUDITING = (*_WORKERS, Role.AUDITOR)
_READERS = {**dict.fromkeys(_WORKERS, MINE | AUDITED), Role.OPERATOR: ANY, **_MANAGERS, **_QUALITY}

ACCESS: Table = {
    Capability.READ_AUDITS: _READERS,
    Capability.LEAVE_NOTES: _READERS,
    Capability.READ_STANDARDS: {**_READERS, Role.PERFORMANCE: ANY},
    Capability.READ_ENGINE: {Role.OPERATOR: ANY},
    Capability.READ_PEOPLE: {
        Role.PRACTITIONER: MINE | {Relation.TEAM},
        Role.OPERATOR: ANY,
        Role.PERFORMANCE: MINE,
        Role.GOVERNANCE: MINE,
        Role.SERVICE: MINE,
        **_MANAGERS,
        **_QUALITY,
    },
    Capability.SAY_AWAY: {
        **dict.fromkeys(_STAFF, MINE),
        **dict.fromkeys(_MANAGERS, MINE | BELOW),
        Role.DIRECTOR: ANY,
    },
    Capability.READ_NOTICES: {
        **dict.fromkeys(_STAFF, MINE),
        **dict.fromkeys(_MANAGERS, MINE | BELOW),
        Role.OPERATOR: ANY,
    },
    Capability.READ_FIGURES: dict.fromkeys(
        (Role.HEAD_OF_SERVICE, Role.DIRECTOR, Role.PERFORMANCE, Role.GOVERNANCE, Role.MODERATOR), ANY
    ),
    Capability.READ_RULES: dict.fromkeys(Role, ANY),
    Capability.READ_ACCESS: {Role.OPERATOR: ANY, Role.DIRECTOR: ANY},
    Capability.START_AUDITS: _STARTERS,
    Capability.DO_ACTIONS: dict.fromkeys(_STAFF, MINE),
    Capability.DIRECT_ACTIONS: {Role.PRACTITIONER: AUDITED, Role.PERFORMANCE: AUDITED, **_MANAGERS, **_QUALITY},
    Capability.HAND_IN_VIEWS: {Role.PRACTITIONER: NEAR, Role.PERFORMANCE: MINE | AUDITED, **_MANAGERS, **_QUALITY},
    Capability.ACKNOWLEDGE: {**dict.fromkeys(_STAFF, MINE), **_MANAGERS, **_QUALITY},
    Capability.CHECK_ACTIONS: {**dict.fromkeys(_AUDITING, AUDITED), Role.MODERATOR: ANY, **_MANAGERS},
    Capability.JUDGE: {**_SENIOR, **_QUALITY},
    Capability.MEASURE: {Role.PERFORMANCE: ANY, Role.MODERATOR: ANY},
    Capability.MODERATE: {Role.MODERATOR: ANY, **_SENIOR},
    Capability.DISPUTE_GRADES: {Role.PRACTITIONER: MINE, Role.PERFORMANCE: MINE, **_MANAGERS},
    Capability.DECIDE_DISPUTES: {**_MANAGERS, Role.MODERATOR: ANY},
    Capability.CANCEL: _SENIOR,
    Capability.END_AUDITS: _SENIOR,
    Capability.CORRECT: _SENIOR,
    Capability.READ_PROGRAMME: {**_QUALITY, Role.DIRECTOR: ANY, Role.OPERATOR: ANY},
    Capability.RUN_PROGRAMME: {Role.MODERATOR: ANY, Role.DIRECTOR: ANY, Role.OPERATOR: ANY},
    Capability.EXEMPT: {Role.HEAD_OF_SERVICE: ANY, Role.DIRECTOR: ANY},
    Capability.READ_PROPOSALS: {**_MANAGERS, **_QUALITY, Role.OPERATOR: ANY},
    Capability.DECIDE_PROPOSALS: _MANAGERS,
    Capability.READ_PRACTICE: dict.fromkeys((*_STAFF, Role.GOVERNANCE), ANY),
    Capability.RESTRICT: _SENIOR,
    Capability.OPERATE: {Role.OPERATOR: ANY},
    Capability.SEND_EVENTS: {Role.SERVICE: ANY},
    Capability.READ_EVENTS: {Role.OPERATOR: ANY},
}
"""What somebody in a role must be to a record to do something: one of these."""

DEPUTISED = frozenset(
    {
        Capability.READ_AUDITS,
        Capability.LEAVE_NOTES,
        Capability.READ_STANDARDS,
        Capability.START_AUDITS,
        Capability.DO_ACTIONS,
        Capability.DIRECT_ACTIONS,
        Capability.ACKNOWLEDGE,
        Capability.CHECK_ACTIONS,
        Capability.HAND_IN_VIEWS,
        Capability.JUDGE,
        Capability.MEASURE,
        Capability.MODERATE,
        Capability.DISPUTE_GRADES,
        Capability.DECIDE_DISPUTES,
        Capability.CANCEL,
        Capability.END_AUDITS,
        Capability.CORRECT,
        Capability.READ_PROPOSALS,
        Capability.DECIDE_PROPOSALS,
    }
)
"""What a deputy may do as whoever is away and for whom they stand in: all that is about audits, and nothing else."""


def roles_of(held: Iterable[str], meanings: Mapping[str, Role]) -> frozenset[Role]:
    """The doors' roles of somebody who holds these in the directory; one without a meaning opens nothing."""
    return frozenset(meanings[role] for role in held if role in meanings)


def allows(capability: Capability, roles: Iterable[Role], relations: Iterable[Relation]) -> bool:
    """Does the table let somebody with these roles do this, being this to the record?"""
    held = frozenset(relations)
    return any(reach(capability, [role]) & held for role in roles)


def reach(capability: Capability, roles: Iterable[Role]) -> frozenset[Relation]:
    """What somebody with these roles must be to a record to do this: one of these; nothing helps if it is empty."""
    row = ACCESS[capability]
    return frozenset[Relation]().union(*(row.get(role, frozenset()) for role in roles))
