"""How a program ends once it has said what it had to say."""

import logging
import os
import sys
from contextlib import suppress
from typing import NoReturn


def leave(status: int) -> NoReturn:
    """Ends the process here: the engine's own threads may abort it while Python takes itself down."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # whoever read it has gone away
            stream.flush()
    os._exit(status)
