"""The local sign-in as a child of ours: an OpenID Connect issuer, for people of a file."""

import sys
from pathlib import Path

from typing_extensions import override

from runtime.children import Order
from runtime.identity_people import People
from runtime.ports import HOST
from runtime.server import Server
from runtime.settings import CHECKOUT

PREFERRED_PORT = 8401


class IdentityServer(Server):
    """Signs in whoever is in `people`, without a password; its key is kept in `folder`."""

    name = "the sign-in"

    def __init__(
        self,
        folder: Path,
        *,
        people: Path,
        claims: tuple[str, str] = ("auditloop", "sub"),
        log: Path | None = None,
        port: int = PREFERRED_PORT,
    ) -> None:
        """`claims` are the audience of its tokens and the claim that holds a person's id."""
        super().__init__(folder, log=log, port=port)
        self._people = people.resolve()
        self._claims = claims

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @override
    async def _prepare(self) -> None:
        """May raise PeopleUnreadable."""
        People.read(self._people)

    @override
    def _order(self) -> Order:
        audience, claim = self._claims
        command = [sys.executable, "-m", "runtime.identity", "--port", str(self.port), "--folder", str(self.folder)]
        saying = ["--people", str(self._people), "--audience", audience, "--claim", claim]
        return Order(name="identity", command=[*command, *saying], log=self.log, folder=CHECKOUT)
