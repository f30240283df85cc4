"""How a running audit is reached: its task queue, its workflow's id, and the id of the command that started it."""

TASK_QUEUE = "audits"


def workflow_id(audit_id: str) -> str:
    """The id of an audit's workflow: the audit's own id, so that starting twice starts one."""
    return audit_id


def start_id(audit_id: str) -> str:
    """The id of the command that starts an audit: there is one start of each."""
    return f"{audit_id}/start"
