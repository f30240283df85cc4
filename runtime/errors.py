"""What can go wrong with the machinery, each with the sentence that says what to do.

MachineryError
├── SettingRefused        the environment holds something that cannot work
├── NothingAnswers        nobody listens where a setting says that a server is
├── DataUnwritable        the data folder cannot be made or written
├── PoliciesMissing       the folder of policy files is not there
├── PeopleUnreadable      the file of those who may sign in on this machine cannot be used
├── NothingRunning        no stack on this machine and no addresses given
├── NoIssuer              nobody said whose tokens the API believes
├── AlreadyRunning        another `make run` holds this data folder
├── DataDamaged           part of what a server keeps is gone or unreadable
├── MemoryOfAnother       Temporal remembers audits that the database never heard of
├── ServerFailed          an embedded server did not come up
├── MigrationFailed       the database could not be brought up to date
├── NoUnprivilegedUser    PostgreSQL refuses root and there is nobody to run it as
├── TemporalUnreachable   the Temporal server did not answer in time
├── TemporalTurnsUsAway   the Temporal server answers, and does not let us in
├── NoSalt                a policy draws audits by a secret that is not there
├── NotPolling            the Temporal server does not know this worker as one that waits for work
├── SearchAttributeClash  a search attribute exists with another type
└── SearchAttributesMissing  some do not exist, and only the server's operators may add them
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path


class MachineryError(Exception):
    """Something on this machine is not as it must be."""


class SettingRefused(MachineryError):
    def __init__(self, reasons: Iterable[str]) -> None:
        super().__init__(f"A setting cannot work: {'; '.join(reasons)}.")


class NothingAnswers(MachineryError):
    def __init__(self, setting: str, host: str, port: int) -> None:
        super().__init__(f"{setting}: nothing answers at {host}:{port}: start it, or unset {setting}.")


class DataUnwritable(MachineryError):
    def __init__(self, data: Path, reason: str) -> None:
        super().__init__(f"Nothing can be written to {data} ({reason}): set AUDITLOOP_DATA to a folder of yours.")


class PoliciesMissing(MachineryError):
    def __init__(self, policies: Path) -> None:
        super().__init__(f"There is no folder {policies}: set AUDITLOOP_POLICIES to the folder of your policy files.")


class NoSalt(MachineryError):
    def __init__(self, policies: Iterable[str]) -> None:
        names = ", ".join(policies)
        super().__init__(
            f"Audits are drawn for moderation by a secret ({names}): set MODERATION_SALT_FILE to a file that holds it."
        )


class PeopleUnreadable(MachineryError):
    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"The people of {file} cannot sign in ({reason}): name another file with --people.")


class NothingRunning(MachineryError):
    def __init__(self, missing: Iterable[str]) -> None:
        names = " and ".join(sorted(name.upper() for name in missing))
        super().__init__(f"Nothing is running here: start it with `make run`, or set {names}.")


class NoIssuer(MachineryError):
    def __init__(self) -> None:
        super().__init__("Nobody can sign in: set OIDC_ISSUER to the issuer of your tokens, or use `make run`.")


class AlreadyRunning(MachineryError):
    def __init__(self, data: Path, pid: str) -> None:
        super().__init__(
            f"Already running: process {pid or 'unknown'} holds {data}; "
            "use that one, stop it with Ctrl-C, or set AUDITLOOP_DATA to another folder."
        )
        self.pid = pid


class DataDamaged(MachineryError):
    def __init__(self, what: str, fault: str, remedy: str, log: Path) -> None:
        super().__init__(f"{what} is damaged, {fault}: {remedy} (log: {log}).")


class MemoryOfAnother(MachineryError):
    def __init__(self, temporal: Path) -> None:
        super().__init__(
            f"The database is not the one that {temporal} belongs to: put the old database back, or delete {temporal} "
            "(it only remembers; the database is the record)."
        )


class ServerFailed(MachineryError):
    def __init__(self, name: str, log: Path) -> None:
        super().__init__(
            f"{name} did not come up: its log {log} says why, docs/running.md what to do with damaged data."
        )


class MigrationFailed(MachineryError):
    def __init__(self, log: Path, last_line: str) -> None:
        super().__init__(f"The database could not be brought up to date ({last_line.strip().rstrip('.')}): see {log}.")


class NoUnprivilegedUser(MachineryError):
    def __init__(self) -> None:
        super().__init__(
            "PostgreSQL refuses to run as root and this machine has neither a user `postgres` nor `nobody`: "
            "run as an ordinary user or set DATABASE_URL."
        )


class TemporalUnreachable(MachineryError):
    def __init__(self, address: str, patience: timedelta) -> None:
        super().__init__(
            f"The Temporal server at {address} did not answer within {patience.total_seconds():g} s: "
            "check TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE, what TLS it asks for, and that it is up."
        )


class TemporalTurnsUsAway(MachineryError):
    def __init__(self, address: str, namespace: str) -> None:
        super().__init__(
            f"The Temporal server at {address} does not let us into namespace {namespace}, or we do not trust it: "
            "check TEMPORAL_API_KEY, TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_SERVER_CA_CERT_PATH."
        )


class SearchAttributesMissing(MachineryError):
    def __init__(self, namespace: str, kinds: Mapping[str, str]) -> None:
        named = {kind: " ".join(f"--name {name}" for name in kinds if kinds[name] == kind) for kind in kinds.values()}
        create = f"temporal operator search-attribute create --namespace {namespace}"
        super().__init__(
            f"Namespace {namespace} lacks search attributes that only an operator of the server may add: run "
            + " and ".join(f"`{create} --type {kind} {names}`" for kind, names in named.items())
            + " (on Temporal Cloud: add the same on the namespace's page)."
        )


class NotPolling(MachineryError):
    def __init__(self, queue: str) -> None:
        super().__init__(f"Temporal does not know this worker as one that waits on {queue}: look into its log.")


class SearchAttributeClash(MachineryError):
    def __init__(self, name: str, wanted: str, found: str) -> None:
        super().__init__(
            f"Search attribute {name} must be {wanted} but the server has it as {found}: "
            "remove it there or use another namespace."
        )
