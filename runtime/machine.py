"""Everything the engine needs, on one machine: brought up together, watched, and stopped in the right order."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from runtime.children import Child, Order
from runtime.identity_server import IdentityServer
from runtime.kept import Kept
from runtime.listening import EVERYWHERE, Place, settled_listening
from runtime.lock import holding
from runtime.mailbox_server import MailboxServer
from runtime.pair import Pair
from runtime.ports import HOST
from runtime.postgres_server import PostgresServer
from runtime.salt import salt_in
from runtime.server import Server
from runtime.settings import CHECKOUT, Given, child_environment
from runtime.stack import Stack, forget_stack
from runtime.temporal_server import TemporalServer

API_LIMIT = timedelta(seconds=30)
GLANCE = 0.5  # seconds between two looks at the servers
Say = Callable[[str], None]


class Machine:
    """An asynchronous context: inside it, `stack` says where each server listens.

    What `given` names is used as it is; the rest runs here, with its data in `given.data`.
    Entering raises AlreadyRunning, DataDamaged, MemoryOfAnother or ServerFailed and leaves nothing behind.
    """

    stack: Stack

    def __init__(self, given: Given, say: Say = lambda _: None, *, people: Path | None = None) -> None:
        """`people` is the file of those who may sign in here; without it, nobody does."""
        self.data = given.data.resolve()
        self.logs = self.data / "logs"
        self._given, self._say, self._people = given, say, people
        self._exits = AsyncExitStack()
        self._servers: list[Server] = []
        self._api: Place | None = None

    async def __aenter__(self) -> Self:
        self.logs.mkdir(parents=True, exist_ok=True)
        async with AsyncExitStack() as exits:
            self._exits = exits
            exits.enter_context(holding(self.data))
            self.stack = await self._bring_up()
            self.stack.write(self.data)
            exits.callback(forget_stack, self.data)
            self._exits = exits.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._exits.aclose()

    async def run(self, name: str, command: Sequence[str], *, in_terminal: bool = False) -> int:
        """Run a child to its end; its exit status."""
        child = Child(self._order(name, command, in_terminal=in_terminal))
        try:
            child.start()
            return await child.ended()
        finally:
            await child.stop()

    def keep(self, name: str, command: Sequence[str], *, environment: Mapping[str, str] | None = None) -> Kept:
        """Run a child for as long as the machine, starting it again when it ends; `environment` is for it alone."""
        order = self._order(name, command, in_terminal=False)
        kept = Kept(Child(replace(order, environment={**(order.environment or {}), **(environment or {})})), self._say)
        self._stop_last(f"the {name}", kept.stop)
        kept.start()
        return kept

    def keep_api(self, command: Sequence[str]) -> Kept:
        """Keep the HTTP doors, where it was asked or on another port, and note in `stack` how to reach them."""
        place = settled_listening(self._given, self.data)
        if place.taken_port:
            self._say(f"Port {place.taken_port} is taken; the API listens on {place.port}.")
        self._api = place
        self.stack = self.stack.model_copy(update={"api_url": self._given.api_url or place.url})
        self.stack.write(self.data)
        return self.keep("API", command, environment={"API_LISTEN": place.address})

    async def has_api(self, limit: timedelta = API_LIMIT) -> bool:
        """Whether somebody comes to listen where the API should."""
        try:
            async with asyncio.timeout(limit.total_seconds()):
                while not await _listens(self._api):  # noqa: ASYNC110 (a port tells nobody that it is open)
                    await asyncio.sleep(GLANCE)
        except TimeoutError:
            return False
        return True

    async def watch(self) -> None:
        """For ever: bring a server that has died back up on the same data and port. Raises ServerFailed."""
        while True:
            for server in self._servers:
                if not server.is_running:
                    self._say(f"Starting {server.name} again: it had ended.")
                    await server.start()
            await asyncio.sleep(GLANCE)

    async def _bring_up(self) -> Stack:
        given, data, logs = self._given, self.data, self.logs
        postgres = PostgresServer(data / "postgres", log=logs / "postgres.log")
        temporal = TemporalServer(data / "temporal", log=logs / "temporal.log", has_ui=True)
        mailbox = MailboxServer(data / "smtp", mails=data / "mailbox", log=logs / "mailbox.log")
        identity = self._identity()
        ours: list[tuple[object, Server | None]] = [
            (given.database_url, postgres),
            (given.temporal_address, temporal),
            (given.smtp_url, mailbox),
            (given.oidc_issuer, identity),
        ]
        both = given.database_url is None and given.temporal_address is None
        with Pair(postgres.folder, temporal.folder).kept(self._say) if both else nullcontext():
            await self._start([server for address, server in ours if address is None and server])
        return Stack(
            pid=os.getpid(),
            database_url=given.database_url or postgres.url(),
            temporal_address=given.temporal_address or temporal.address,
            smtp_url=given.smtp_url or mailbox.url,
            oidc_issuer=given.oidc_issuer or (identity.url if identity else None),
            temporal_ui=None if given.temporal_address else temporal.ui,
            mailbox=None if given.smtp_url else mailbox.mails,
            people=None if given.oidc_issuer else self._people,
            moderation_salt=given.moderation_salt or salt_in(data),
        )

    def _identity(self) -> IdentityServer | None:
        if self._people is None:
            return None
        claims = (self._given.oidc_audience, self._given.oidc_person_claim)
        log = self.logs / "identity.log"
        return IdentityServer(self.data / "identity", people=self._people, claims=claims, log=log)

    async def _start(self, servers: list[Server]) -> None:
        self._servers = servers
        for server in servers:
            self._stop_last(server.name, server.stop)
        for server in servers:
            self._say(f"Starting {server.name}.")
            await server.start()
            if server.taken_port:
                self._say(f"Port {server.taken_port} is taken; {server.name} listens on {server.port}.")

    def _stop_last(self, name: str, stop: Callable[[], Awaitable[None]]) -> None:
        async def say_and_stop() -> None:
            self._say(f"Stopping {name}.")
            await stop()

        self._exits.push_async_callback(say_and_stop)

    def _order(self, name: str, command: Sequence[str], *, in_terminal: bool) -> Order:
        return Order(
            name=name,
            command=command,
            log=None if in_terminal else self.logs / f"{name.lower()}.log",
            folder=CHECKOUT,
            environment=child_environment(self.data),
            patience=self._given.worker_grace * 2,
        )


async def _listens(place: Place | None) -> bool:
    if place is None:
        return True
    try:
        _, writer = await asyncio.open_connection(HOST if place.host in EVERYWHERE else place.host, place.port)
    except OSError:
        return False
    writer.close()
    return True


def shown(path: Path) -> str:
    """`path` as one would type it from here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
