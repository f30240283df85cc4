"""The people of a council: what they do there, when they are away and who stands in, and when they leave."""

from datetime import date, datetime

from pydantic import ConfigDict, Field

from domain.london import local_day
from domain.sending import Choice
from domain.values import Key, Value


class Absence(Value):
    """Days on which somebody is away, both included. Why is nobody's business here."""

    model_config = ConfigDict(extra="forbid")
    first_day: date
    last_day: date | None = None
    """None: until further notice."""
    deputy: Key | None = None
    """Who stands in; None is whoever always does."""

    def covers(self, day: date) -> bool:
        """Is this one of its days?"""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    def meets(self, other: "Absence") -> bool:
        """Do the two have a day in common?"""
        return self.covers(other.first_day) or other.covers(self.first_day)


class Person(Value):
    """Somebody who works here."""

    model_config = ConfigDict(extra="forbid")
    person: Key
    name: str = Field(min_length=1, max_length=200)
    mail: str = Field(min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")
    roles: tuple[str, ...] = Field(min_length=1)
    team: Key
    manager: Key | None = None
    deputy: Key | None = None
    """Who stands in whenever an absence names nobody."""
    leaves_on: date | None = None
    """Their last day of work."""
    absences: tuple[Absence, ...] = ()
    digest_at: Choice | None = None
    """When the notices that wait for them leave as one, or at_once; None: as the policy says."""
    channel: str = Field("mail", pattern=r"^[a-z0-9-]{1,40}$")
    """The way by which they are told: mail, or the name of a channel that operators set up."""

    def has_left(self, at: datetime) -> bool:
        """Is their last day of work over?"""
        return self.leaves_on is not None and self.leaves_on < local_day(at)

    def absence(self, at: datetime) -> Absence | None:
        """The absence that this moment falls into, by London's calendar; of several, the last to begin."""
        day = local_day(at)
        covering = [one for one in self.absences if one.covers(day)]
        return max(covering, key=lambda one: one.first_day, default=None)

    def absences_from(self, day: date) -> tuple[Absence, ...]:
        """Those that are not over before that day."""
        return tuple(one for one in self.absences if one.last_day is None or one.last_day >= day)

    def stand_in(self, absence: Absence) -> Key | None:
        """Who stands in while this absence lasts."""
        return absence.deputy or self.deputy

    def away(self, absence: Absence) -> "Person":
        """The same person with this absence; one that began on the same day is corrected by it."""
        others = [one for one in self.absences if one.first_day != absence.first_day]
        known = tuple(sorted((*others, absence), key=lambda one: one.first_day))
        return self.model_copy(update={"absences": known})
