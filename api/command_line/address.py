"""Where the API is that a command was told to ask; without one it is done beside the engine."""

from api.command_line.surroundings import Surroundings
from api.command_line.typed import URL
from api.errors import BadInput, DoorError
from runtime.addresses import safe_to_ask
from runtime.settings import Given


class OnlyBeside(DoorError):
    status = 2

    def __init__(self) -> None:
        super().__init__(
            "This command works beside the engine only: run it there, without --url and with AUDITLOOP_URL not set."
        )


def address(surroundings: Surroundings) -> str | None:
    """As typed, else from the environment; raises BadInput or SettingRefused."""
    if surroundings.url is None:
        return Given.read().url
    try:
        return safe_to_ask(surroundings.url)
    except ValueError as slip:
        raise BadInput(URL, f"{slip}.") from None
