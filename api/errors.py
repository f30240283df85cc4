"""What a door answers when it cannot do as asked, each in one sentence that says what to do.

DoorError
├── BadInput         what was handed in cannot be used: the place, and what to put right (exit status 2)
├── BadInputs        several places of one hand-in
├── Refused          the rules said no; `code` is the refusal's name
├── OtherCommand     the log has another command of this id
├── NoSuchAudit      the log has no audit of this id
├── NoSuchNote       the audit has no note of this id
├── NoSuchProposal   nothing was proposed under this id
├── NotDrawn         nobody has drawn the audits of this month
├── NotKnown         nobody can say whether a command happened: give it again under the same id
├── NotReachable     the engine's servers did not answer
├── NoWorker         audits were started, and nobody works on them
└── BrokenRecord     the log, its chain or the tables do not agree

`UnknownPerson` and `PersonHasLeft` are refusals by the directory, which the rules do not know.
"""

from collections.abc import Sequence
from typing import NamedTuple

from typing_extensions import override

from domain.errors import Refusal


class Place(NamedTuple):
    """A line of a file that was handed in, or a row of a sheet; line 0 is the file as a whole."""

    file: str
    line: int = 0
    noun: str = "line"

    @override
    def __str__(self) -> str:
        return f"{self.file} {self.noun} {self.line}" if self.line else self.file


class DoorError(Exception):
    """The door stays shut; `status` is what a program exits with."""

    status = 1


class BadInput(DoorError):
    """One thing that was handed in cannot be used."""

    status = 2

    def __init__(self, place: Place | str, sentence: str) -> None:
        self.place = place if isinstance(place, Place) else Place(place)
        self.sentence = sentence
        super().__init__(f"{place}: {sentence}")


class BadInputs(DoorError):
    """Several lines cannot be used: the first says why, the others are named."""

    status = 2

    def __init__(self, bad: Sequence[BadInput]) -> None:
        self.bad = tuple(bad)
        others = ", ".join(str(one.place) for one in self.bad[1:6])
        more = f", and {len(self.bad) - 6} more" if len(self.bad) > len(self.bad[:6]) else ""
        also = f" (also bad: {others}{more})" if others else ""
        super().__init__(f"{self.bad[0]}{also}")


def of_all(bad: Sequence[BadInput]) -> DoorError:
    """One error for all that is wrong, be it one thing or several."""
    return bad[0] if len(bad) == 1 else BadInputs(bad)


class Refused(DoorError):
    """The rules said no."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        super().__init__(sentence)


class OtherCommand(DoorError):
    def __init__(self, command_id: str) -> None:
        super().__init__(f"Command id {command_id} answered another command before: give this one an id of its own.")


class NoSuchAudit(DoorError):
    def __init__(self, audit_id: str) -> None:
        super().__init__(f"There is no audit {audit_id}: see `starter.py list`, or plan or start it first.")


class NoSuchNote(DoorError):
    def __init__(self, audit_id: str, note_id: str) -> None:
        super().__init__(f"{audit_id} has no note {note_id}: see `starter.py notes {audit_id}`.")


class NoSuchProposal(DoorError):
    def __init__(self, proposal_id: str) -> None:
        super().__init__(f"There is no proposal {proposal_id}: see `starter.py proposals`.")


class NotDrawn(DoorError):
    def __init__(self, month: str, stopped: str | None = None) -> None:
        why = stopped or f"see `starter.py programme plan --month {month} --dry-run`."
        super().__init__(f"{month} is not drawn: {why}")


class NotKnown(DoorError):
    def __init__(self, command_id: str) -> None:
        self.command_id = command_id
        super().__init__(
            f"It is not known whether the command happened: give it again with --command-id {command_id}, "
            "and it happens once at most."
        )


class NotReachable(DoorError):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what} does not answer: check that the engine is up (`make run`), then try again.")


class NoWorker(DoorError):
    def __init__(self, waiting: int) -> None:
        super().__init__(f"{waiting} audits are started but not yet recorded: start a worker (`python worker.py`).")


class BrokenRecord(DoorError):
    """The record does not agree with itself."""


class UnknownPerson(Refusal):
    def __init__(self, person: str, what: str) -> None:
        super().__init__(
            f"{what} {person} is not in the directory: load them with `starter.py people load`, or name somebody else."
        )


class PersonHasLeft(Refusal):
    def __init__(self, person: str, what: str) -> None:
        super().__init__(f"{what} {person} has left, as the directory has it: name somebody who is there.")
