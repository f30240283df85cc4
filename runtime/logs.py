"""Log lines for people in a terminal and for machines everywhere else, on stderr."""

import logging
import sys
from typing import Literal

import structlog

TALKATIVE = {"httpx": "WARNING", "httpcore": "WARNING", "urllib3": "ERROR", "requests": "ERROR", "apprise": "CRITICAL"}
"""From where libraries are heard: below it they name the addresses they ask, and an address may hold a secret."""


def configure_logs(*, form: Literal["json", "console"] | None = None, level: str = "INFO") -> None:
    """Set structlog and the standard library's loggers up once, at the start of a program.

    `form` None means console in a terminal and JSON otherwise. No level makes a library name the addresses it asks.
    """
    form = form or ("console" if sys.stderr.isatty() else "json")
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=_rendering(form)))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name, least in TALKATIVE.items():
        logging.getLogger(name).setLevel(least)


def _rendering(form: Literal["json", "console"]) -> list[structlog.typing.Processor]:
    bare = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if form == "console":
        return [bare, structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]
    return [bare, structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
