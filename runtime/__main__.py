"""`make run`: the whole engine on one machine, with the sample audits, until Ctrl-C."""

import argparse
import asyncio
import os
import shlex
import signal
import sys
from contextlib import suppress
from pathlib import Path

from runtime.children import last_lines
from runtime.errors import MachineryError, MigrationFailed
from runtime.machine import Machine, shown
from runtime.reach import check
from runtime.settings import CHECKOUT, Given
from runtime.stack import Stack

PEOPLE = CHECKOUT / "samples" / "people.jsonl"


def say(sentence: str) -> None:
    """Tell the terminal; one that has gone away must not keep us from stopping in order."""
    with suppress(OSError):
        os.write(sys.stdout.fileno(), f"{sentence}\n".encode())


async def live(options: argparse.Namespace) -> None:
    """Bring everything up and keep it up until cancelled; raises MachineryError."""
    given = Given.read()
    await check(given)
    async with Machine(given, say, people=options.people) as machine:
        if await machine.run("migrations", shlex.split(options.migrate)) != 0:
            log = machine.logs / "migrations.log"
            raise MigrationFailed(log, last_lines(log, 1))
        machine.keep("worker", shlex.split(options.worker))
        machine.keep_api(shlex.split(options.api))
        await asyncio.gather(machine.watch(), show(machine, shlex.split(options.demo)))


async def show(machine: Machine, demo: list[str]) -> None:
    """Start the sample audits before the reader's eyes, then say where to look."""
    is_shown = not demo or await machine.run("demo", demo, in_terminal=True) == 0
    stack, python = machine.stack, shown(Path(sys.executable))
    state = "Everything is running." if is_shown else "The demo stopped: see the sentence above. The servers go on."
    if not await machine.has_api():
        state = f"The API has not come up: {shown(machine.logs / 'api.log')} says why. The servers go on."
    say(f"{state} Where to look:")
    say(f"  the audits     {python} starter.py list")
    say(f"  the API        {stack.api_url}")
    say(f"  signing in     {signing_in(stack)}")
    say(f"  Temporal       {stack.temporal_ui or stack.temporal_address}")
    say(f"  the mails      {shown(stack.mailbox) if stack.mailbox else 'at your own mail server'}")
    say(f"  the logs       {shown(machine.logs)}")
    say("Ctrl-C stops it all.")


def signing_in(stack: Stack) -> str:
    if stack.people is None:
        return f"at {stack.oidc_issuer}"
    return f"{shown(Path(sys.executable))} starter.py login --as NAME, for anybody of {shown(stack.people)}"


async def until_stopped(options: argparse.Namespace) -> None:
    """Live until a signal says stop; more signals change nothing, so that the order of stopping is kept."""
    living = asyncio.create_task(live(options))

    def stop() -> None:
        say("Still stopping." if living.cancelling() else "Stopping everything.")
        if not living.cancelling():
            living.cancel()

    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(each, stop)
    with suppress(asyncio.CancelledError):
        await living
    say("Everything is stopped.")


def main() -> None:
    python = shlex.quote(sys.executable)
    parser = argparse.ArgumentParser(prog="python -m runtime", description=__doc__)
    parser.add_argument("--migrate", default=f"{python} migrate.py", help="instead of our migrations")
    parser.add_argument("--worker", default=f"{python} worker.py", help="instead of our worker")
    parser.add_argument("--api", default=f"{python} -m api", help="instead of our HTTP API")
    parser.add_argument("--people", type=Path, default=PEOPLE, help="who may sign in, if nobody else is asked")
    parser.add_argument("--demo", default=f"{python} starter.py demo", help="instead of our demo")
    parser.add_argument("--no-demo", dest="demo", action="store_const", const="", help="start no sample audits")
    try:
        asyncio.run(until_stopped(parser.parse_args()))
    except MachineryError as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    main()
