"""Who of the sample council does what: the people that a part calls for, found in the directory."""

from zlib import crc32

from domain.audit import Action, Audit
from domain.directory import Directory, find
from domain.values import Key


def up_the_line(directory: Directory, role: str, owner: Key, audit: Audit) -> Key:
    """The first holder of a role above somebody; raises LookupError where nobody holds it."""
    person = find(directory, role, owner, audit.at)
    if person is None:
        raise LookupError(f"nobody above {owner} is {role}: give the sample council one")
    return person.person


def manager_of(directory: Directory, person: Key) -> Key:
    """Whom somebody reports to; raises LookupError for the director, who reports to nobody."""
    manager = directory.people[person].manager
    if manager is None:
        raise LookupError(f"{person} reports to nobody: let somebody else own the action")
    return manager


def colleague_of(directory: Directory, person: Key) -> Key:
    """Another holder of the same roles in the same team, or the manager where there is none."""
    one = directory.people[person]
    same = [other.person for other in directory.people.values() if (other.team, other.roles) == (one.team, one.roles)]
    others = sorted(other for other in same if other != person)
    return next((other for other in others if other > person), others[0] if others else manager_of(directory, person))


def checker(directory: Directory, roles: tuple[str, ...], audit: Audit) -> Key:
    """Somebody with one of these roles who did not make the audit: always the same for one audit."""
    able = (one.person for one in directory.people.values() if set(one.roles) & set(roles))
    others = sorted(person for person in able if person != audit.auditor)
    return others[crc32(audit.audit_id.encode()) % len(others)]


def verifier(directory: Directory, action: Action, audit: Audit) -> Key:
    """The auditor; somebody else who may verify where the action is the auditor's own."""
    if action.owner != audit.auditor:
        return audit.auditor
    return checker(directory, tuple(role for role in audit.rules.authority.verify if role != "auditor"), audit)
