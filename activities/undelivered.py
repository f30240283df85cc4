"""Why a letter did not go.

    NotDelivered
    ├── Undeliverable       no further try will help: NoSuchPerson, NoMailAddress, RefusedForGood
    └── NotNow              the next try may: RefusedForNow, NoAnswer, Unwritable
    ChannelAway             no letter can go: nothing is wrong with this one
    └── MailServerAway
    DatabaseAway            nobody can say which letters are due

Sentences about one letter are kept with it; what a server said stays out of the logs, for it may quote an address.
"""

from datetime import timedelta


class NotDelivered(Exception):
    """One letter could not be handed in."""

    code: int | None = None
    """What the mail server answered, if it was asked."""


class Undeliverable(NotDelivered):
    """No further try will help."""


class NoSuchPerson(Undeliverable):
    def __init__(self) -> None:
        super().__init__("The directory has nobody of this id: load the people again, then resend.")


class NoMailAddress(Undeliverable):
    def __init__(self) -> None:
        super().__init__("The directory has no usable mail address for this person: correct it, then resend.")


class RefusedForGood(Undeliverable):
    def __init__(self, code: int, said: str) -> None:
        super().__init__(f"The mail server refused it for good: {code} {said}")
        self.code = code


class NotNow(NotDelivered):
    """The next try may do better."""


class RefusedForNow(NotNow):
    def __init__(self, code: int, said: str) -> None:
        super().__init__(f"The mail server refused it for now: {code} {said}")
        self.code = code


class NoAnswer(NotNow):
    def __init__(self, what: str) -> None:
        super().__init__(f"The mail server did not say whether it took the letter: {what}")


class Unwritable(NotNow):
    """A newer worker may know the words: the letter is tried again."""

    def __init__(self, notice: str, why: Exception) -> None:
        super().__init__(f"A {notice} letter could not be written ({type(why).__name__}): report this with its id.")


class ChannelAway(Exception):
    """The other side takes nothing from us now; no letter is counted as tried."""


class MailServerAway(ChannelAway):
    """The mail server takes no mail from us now."""

    def __init__(self, why: Exception) -> None:
        super().__init__(f"The mail server takes no mail ({type(why).__name__}): see SMTP_URL and MAIL_FROM.")
        self.why = type(why).__name__


class DatabaseAway(Exception):
    """The database does not answer."""

    def __init__(self, why: BaseException) -> None:
        super().__init__(f"The database does not answer ({type(why).__name__}): see DATABASE_URL.")
        self.why = type(why).__name__


class LeaseTooShort(Exception):
    def __init__(self, lease: timedelta, limit: timedelta, instead: str = "") -> None:
        """`instead` is what else to do than to lengthen the lease."""
        super().__init__(
            f"A courier's lease of {lease.total_seconds():g} s must be longer than the {limit.total_seconds():g} s "
            f"one letter may take: raise COURIER_LEASE{instead and f', or {instead}'}."
        )
