"""The sections of a council's rules about a second look at grades, and about disputes."""

from pydantic import Field

from domain.durations import Duration
from domain.ladder import Ladder
from domain.slips import Named
from domain.standard import FileValue, Name, Role
from domain.values import Key, Percent


class ModerationRule(FileValue):
    """Which grades get a blind second look, by whom, and how soon."""

    kinds: tuple[Key, ...] = Field((), description="Kinds of audit that can be moderated; left out, every kind.")
    share: Percent = Field(
        0, description="How many of the audits that are not always moderated are drawn, in per cent."
    )
    always: tuple[Name, ...] = Field((), description="Overall grades that are always moderated.")
    within: Duration = Field(description="How long the second look may take, from the draw.")
    role: Role = Field(description="Who is asked: the first above the auditor who holds it, else a colleague.")
    ladder: Ladder = Field(description="Who hears of a second look that is late.")

    def covers(self, kind: str | None) -> bool:
        """Can an audit of this kind be moderated?"""
        return not self.kinds or kind in self.kinds

    @property
    def is_drawn(self) -> bool:
        """Does a draw decide of some audits?"""
        return self.share not in (0, 100)

    def is_certain(self, overall: str) -> bool:
        """Is an audit with this grade moderated, or passed over, without a draw?"""
        return overall in self.always or not self.is_drawn


class DisputeRule(FileValue):
    """How long a grade or an action may be disputed, and who decides."""

    within: Duration = Field(description="From the grade, or from when the action's clock began.")
    decide_within: Duration = Field(description="How long the decision may take.")
    decider: Role = Field(description="Who decides: the first above the auditor who holds it, or anybody above that.")
    ladder: Ladder = Field(description="Who hears of a dispute that nobody decides.")


def moderation_roles(moderation: ModerationRule | None, disputes: DisputeRule | None) -> Named:
    """Every role that these sections name, and where."""
    if moderation:
        yield ("moderation", "role"), moderation.role
        yield from _steps("moderation", moderation.ladder)
    if disputes:
        yield ("disputes", "decider"), disputes.decider
        yield from _steps("disputes", disputes.ladder)


def _steps(section: str, ladder: Ladder) -> Named:
    yield from (((section, "ladder", "steps", n, "role"), step.role) for n, step in enumerate(ladder.steps))
