"""Why another system did not take a message: one sentence each, without its address, which may hold a secret.

NotTaken            the next try may do better
└── Gone            it has said that it is not there any more: no further try will help
"""


class NotTaken(Exception):
    """Not this time."""

    code: int | None = None
    """What it answered, if it did."""


class Answered(NotTaken):
    """It answered with something else than yes."""

    def __init__(self, code: int) -> None:
        super().__init__(f"It answered {code}.")
        self.code = code


class Redirected(NotTaken):
    def __init__(self, code: int) -> None:
        super().__init__(f"It answered {code}, a redirect, which is never followed: name the address it leads to.")
        self.code = code


class Silent(NotTaken):
    def __init__(self, seconds: float) -> None:
        super().__init__(f"It did not answer within {seconds:g} s.")


class NotConnected(NotTaken):
    def __init__(self, why: str) -> None:
        super().__init__(f"No connection came about ({why}): see that it listens there.")


class NotTrusted(NotTaken):
    def __init__(self) -> None:
        super().__init__("Its certificate is not good: have it renewed, or trust who issued it where couriers run.")


class NotFound(NotTaken):
    def __init__(self) -> None:
        super().__init__("Its host has no address: correct the name.")


class NotAllowed(NotTaken):
    def __init__(self) -> None:
        super().__init__(
            "Its host is on this machine or a private network, which is asked only if CHANNELS_MAY_REACH names it."
        )


class NoSecret(NotTaken):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not set where couriers run: set it, or {name}_FILE.")


class BadSecret(NotTaken):
    def __init__(self, name: str, why: Exception) -> None:
        super().__init__(f"{name}: {why}")


class NotReadable(NotTaken):
    def __init__(self) -> None:
        super().__init__("The event was written by a newer version: have all couriers run that version.")


class Gone(NotTaken):
    def __init__(self, code: int) -> None:
        super().__init__(f"It answered {code}: the address is gone for good.")
        self.code = code
