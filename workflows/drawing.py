"""Drawing whether an audit is moderated, beside everything else it does: nothing waits for the draw."""

import asyncio

from temporalio import workflow

from activities.interface import Draw, Effects
from domain.audit import Audit
from domain.commands import DrawModeration
from domain.event import ENGINE
from workflows.timeouts import DRAW


class Drawing:
    """One draw at most in a run. A grade that is always moderated, or a share of none or all, needs none."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None
        self._command: DrawModeration | None = None

    @property
    def has_drawn(self) -> bool:
        """Is there an outcome that has not been taken?"""
        return self._command is not None

    def begin(self, audit: Audit) -> None:
        """Draws if the audit waits for it; asked again, it goes on as it was."""
        if self._task is None and audit.awaits_draw:
            self._task = asyncio.create_task(self._draw(audit))

    def take(self) -> DrawModeration | None:
        """What it came to, once: as a command of the engine's own, under one id for each audit."""
        command, self._command = self._command, None
        return command

    async def _draw(self, audit: Audit) -> None:
        rule, is_drawn = audit.rules.moderation, False
        if rule and not rule.is_certain(audit.overall):
            draw = Draw(audit_id=audit.audit_id, share=rule.share)
            is_drawn = (await workflow.execute_activity_method(Effects.draw_moderation, draw, **DRAW)).is_drawn
        command_id = f"{audit.audit_id}/moderation"
        self._command = DrawModeration(command_id=command_id, by=ENGINE, is_drawn=is_drawn)
