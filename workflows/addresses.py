"""How a running audit is reached: task queue, workflow's id, and ids of the commands that there is one of."""

from domain.programme import name_of

TASK_QUEUE = "audits"


def workflow_id(audit_id: str) -> str:
    """The id of an audit's workflow: the audit's own id, so that starting twice starts one."""
    return audit_id


def start_id(audit_id: str) -> str:
    """The id of the command that starts an audit: there is one start of each."""
    return f"{audit_id}/start"


def return_id(audit_id: str) -> str:
    """The id of the command that returns a planned audit: it is returned once."""
    return f"{audit_id}/return"


PROGRAMME = "programme"
"""The id of the schedule that begins each month."""


def programme_id(month: str) -> str:
    """The id of a month's workflow: there is one of each month."""
    return name_of(month)
