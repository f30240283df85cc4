"""The sandbox that workflows run in: our own plain modules pass through it once, workflow files never do.

A module that is loaded anew for each workflow costs milliseconds and megabytes each time; one that slips in unlisted
stops the worker at its start. A workflow's own file must not pass: that would switch the sandbox's guard off for it.
"""

from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions
from temporalio.workflow import SandboxImportNotificationPolicy

PASSED_THROUGH = (
    "domain",
    "activities",
    "workflows.addresses",
    "workflows.alarm_clock",
    "workflows.attributes",
    "workflows.book",
    "workflows.details",
    "workflows.drawing",
    "workflows.messages",
    "workflows.timeouts",
    "yaml",
    "typing_extensions",
)


def sandbox() -> SandboxedWorkflowRunner:
    """The runner for workers and replays alike."""
    policy = (
        SandboxImportNotificationPolicy.RAISE_ON_UNINTENTIONAL_PASSTHROUGH
        | SandboxImportNotificationPolicy.WARN_ON_DYNAMIC_IMPORT
    )
    restrictions = SandboxRestrictions.default.with_passthrough_modules(*PASSED_THROUGH)
    return SandboxedWorkflowRunner(restrictions=restrictions.with_import_notification_policy(policy))
