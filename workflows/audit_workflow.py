"""One audit, from its return to its end: decide, record, and wait for a command or the next moment."""

from contextlib import suppress

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError, ApplicationErrorCategory, is_cancelled_exception

from activities.interface import Alarm, Effects
from domain.commands import Sent
from domain.errors import Refusal
from domain.moments import wake_at
from workflows import attributes
from workflows.addresses import start_id
from workflows.alarm_clock import AlarmClock
from workflows.book import TOLD_FIRST, Book
from workflows.details import details
from workflows.drawing import Drawing
from workflows.messages import Beginning, Receipt
from workflows.timeouts import ALARM, STUCK_FOR, recording


@workflow.defn
class AuditWorkflow:
    """An audit. It answers two updates, `act` and `begun`, and one signal, `nudge`; everything else is in the log."""

    @workflow.init
    def __init__(self, beginning: Beginning) -> None:
        self._turn_after = beginning.turn_after
        self._book = Book(beginning.opening, beginning.carried)
        self._clock = AlarmClock()
        self._drawing = Drawing()
        self._is_stuck = False
        self._is_nudged = False

    @workflow.run
    async def run(self, beginning: Beginning) -> str:  # noqa: ARG002 - taken by `__init__`
        await self._open()
        while True:
            while not self._book.is_recorded:
                await self._record()
            if self._is_leaving() and workflow.all_handlers_finished():
                return self._leave()
            self._clock.arm(wake_at(self._book.audit))
            self._drawing.begin(self._book.audit)
            await workflow.wait_condition(self._has_work)
            self._clock.silence()
            self._book.take_time(workflow.now())
            self._take_draw()

    @workflow.update
    async def act(self, sent: Sent) -> Receipt:
        """Takes a command; answers once the log holds it. The same command again gets the same answer."""
        if not self._book.can_decide(sent.command):
            await workflow.wait_condition(lambda: self._book.can_decide(sent.command) or self._is_stuck)
        if isinstance(sent.command, TOLD_FIRST):
            await self._tell_first()
        try:
            self._book.take(sent.command, workflow.now(), sent.request_id)
            await workflow.wait_condition(lambda: self._book.is_answered(sent.command.command_id) or self._is_stuck)
            return self._answer(sent.command.command_id)
        except Refusal as refusal:
            raise _refused(refusal) from refusal

    @act.validator
    def check_act(self, sent: Sent) -> None:
        """Refuses what the rules refuse before anything of it enters history."""
        if not self._book.can_decide(sent.command):
            return  # The log may know more of this audit than this run does yet: its next record tells.
        try:
            self._book.check(sent.command, workflow.now())
        except Refusal as refusal:
            raise _refused(refusal) from refusal

    @workflow.update
    async def begun(self) -> Receipt:
        """Answers once the log holds the audit's start: whoever starts an audit sends this along with it."""
        command_id = start_id(workflow.info().workflow_id)
        await workflow.wait_condition(lambda: self._book.is_answered(command_id) or self._is_stuck)
        return self._answer(command_id)

    @workflow.signal
    def nudge(self) -> None:
        """Makes a stuck audit try again at once; any other asks the log whether it went on without it."""
        if self._is_stuck:
            self._is_nudged = True
        else:
            self._book.ask()

    async def _open(self) -> None:
        try:
            self._book.open(workflow.now())
        except Refusal as refusal:
            # The sender opened it once already to see that it can be: only a date that passed meanwhile comes here,
            # long after the sender was told that the audit runs.
            await self._raise_alarm(f"It could not begin: {refusal}"[:200])
            raise _refused(refusal) from refusal
        if self._book.is_opened:
            self._show()  # Whoever lets an audit go on from its log does not know what was shown before.

    async def _tell_first(self) -> None:
        """Whatever is due by now is told before; nobody found makes the next step due at once."""
        self._book.take_time(workflow.now())
        while not (self._book.is_recorded or self._is_stuck):
            await workflow.wait_condition(lambda: self._book.is_recorded or self._is_stuck)
            self._book.take_time(workflow.now())

    def _has_work(self) -> bool:
        is_free = self._is_leaving() and workflow.all_handlers_finished()
        return not self._book.is_recorded or self._clock.has_rung or self._drawing.has_drawn or is_free

    def _take_draw(self) -> None:
        if command := self._drawing.take():
            with suppress(Refusal):  # over meanwhile, or drawn by a run that the log knows of
                self._book.take(command, workflow.now())

    def _is_leaving(self) -> bool:
        return self._book.audit.is_over or self._is_turning()

    def _is_turning(self) -> bool:
        info = workflow.info()
        is_long = 0 < self._turn_after < info.get_current_history_length()
        return is_long or info.is_continue_as_new_suggested()

    def _leave(self) -> str:
        if not self._book.audit.is_over:
            workflow.continue_as_new(Beginning(carried=self._book.carried(), turn_after=self._turn_after))
        return str(self._book.audit.status)

    async def _record(self) -> None:
        """One page into the log; its handlers are answered, or told that it is kept and waits."""
        self._show()
        page = self._book.page()
        try:
            answer = await workflow.execute_activity_method(Effects.record, page, **recording(page))
        except ActivityError as error:
            if is_cancelled_exception(error):
                raise
            await self._stand_still(error)
        else:
            was_stuck, self._is_stuck = self._is_stuck, False
            self._book.settle(page, answer, workflow.now())
            if (was_stuck or answer.missed) and workflow.patched("shown-once-mended"):
                self._show()

    async def _stand_still(self, error: ActivityError) -> None:
        """A page that cannot be recorded stays first in line until somebody mends what is wrong."""
        self._is_stuck, self._is_nudged = True, False
        self._show()
        await self._raise_alarm(str(error.cause or error)[:200])
        with suppress(TimeoutError):
            await workflow.wait_condition(lambda: self._is_nudged, timeout=STUCK_FOR, timeout_summary="try again")

    async def _raise_alarm(self, detail: str) -> None:
        audit_id, seq = workflow.info().workflow_id, self._book.head.seq + 1
        alarm = Alarm(audit_id=audit_id, seq=seq, what="unrecorded", detail=detail, at=workflow.now())
        try:
            await workflow.execute_activity_method(Effects.alarm, alarm, **ALARM)
        except ActivityError as error:
            if is_cancelled_exception(error):
                raise
            workflow.logger.exception("alarm_not_raised", extra={"audit_id": audit_id})

    def _show(self) -> None:
        """Brings search attributes up to date, only where one changes, and the lines an operator reads."""
        changed = attributes.changes(workflow.info().typed_search_attributes, self._book.audit, is_stuck=self._is_stuck)
        if changed:
            workflow.upsert_search_attributes(changed)
        workflow.set_current_details(details(self._book.audit, is_stuck=self._is_stuck))

    def _answer(self, command_id: str) -> Receipt:
        if receipt := self._book.receipt(command_id):
            return receipt
        raise ApplicationError(
            "The command is kept but not yet recorded: operators have been told; ask again later with the same id.",
            type="NotYetRecorded",
            non_retryable=True,
        )


def _refused(refusal: Refusal) -> ApplicationError:
    return ApplicationError(
        str(refusal), type=refusal.code, non_retryable=True, category=ApplicationErrorCategory.BENIGN
    )
