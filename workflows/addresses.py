"""How a running audit is reached: its task queue, and its workflow's id."""

TASK_QUEUE = "audits"


def workflow_id(audit_id: str) -> str:
    """The id of an audit's workflow: the audit's own id, so that starting twice starts one."""
    return audit_id
