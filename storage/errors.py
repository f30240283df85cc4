"""What can be wrong with the record itself, and the sentence each says.

    StorageError
    ├── LogBroken           the log does not hold the event a page follows
    ├── TablesBehind        the tables' end of an audit is not the log's
    ├── BodyUnreadable      an event's written form cannot be read
    ├── PageUnordered       a page does not go on from where it says it does
    ├── VersionTaken        another body is kept under a framework's version
    └── Overtaken           somebody else wrote at the same place first: read again

Sentences hold ids and numbers only, never what somebody wrote.
"""


class StorageError(Exception):
    """The record is not as it must be."""


class LogBroken(StorageError):
    def __init__(self, audit_id: str, seq: int) -> None:
        super().__init__(
            f"The log of {audit_id} does not hold event {seq} as the engine knows it: "
            "run verify, and bring the log back from a backup."
        )


class TablesBehind(StorageError):
    def __init__(self, audit_id: str) -> None:
        super().__init__(f"The tables of {audit_id} do not end where its log ends: run verify, then rebuild.")


class BodyUnreadable(StorageError):
    def __init__(self, shape: int) -> None:
        super().__init__(f"An event of shape {shape} cannot be read: run a version of the engine that knows it.")


class PageUnordered(StorageError):
    def __init__(self, audit_id: str, seq: int) -> None:
        super().__init__(f"A page of {audit_id} must go on one by one from event {seq}: the engine made it wrongly.")


class VersionTaken(StorageError):
    def __init__(self, framework: str, version: int) -> None:
        super().__init__(
            f"Version {version} of {framework} is kept with other rules in it: raise its version and start again."
        )


class Overtaken(StorageError):
    def __init__(self, audit_id: str) -> None:
        super().__init__(f"Somebody else wrote to the log of {audit_id} first: try again.")
