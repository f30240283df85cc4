"""The audits that this worker last recorded, so that the next page of one need not be preceded by reading it."""

from collections import OrderedDict

from domain.audit import Audit
from domain.chain import Head

MOST = 2_000
"""Audits kept at most, each about nine times the bytes of its value."""


class Remembered:
    """The last so many audits with the head each was left at; the one that rested longest goes first.

    What is remembered may be out of date, for other workers record too: whoever writes after it must find out.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._audits: OrderedDict[str, tuple[Head, Audit]] = OrderedDict()

    def at(self, audit_id: str, head: Head) -> Audit | None:
        """The audit as it stood at this head, or None if that is not remembered."""
        known = self._audits.get(audit_id)
        if known is None or known[0] != head:
            return None
        self._audits.move_to_end(audit_id)
        return known[1]

    def keep(self, head: Head, audit: Audit) -> None:
        """The audit stands like this now; one that is over is not recorded again, and is let go."""
        self.forget(audit.audit_id)
        if audit.is_over:
            return
        self._audits[audit.audit_id] = (head, audit)
        if len(self._audits) > self._most:
            self._audits.popitem(last=False)

    def forget(self, audit_id: str) -> None:
        """What was remembered of it turned out to be out of date."""
        self._audits.pop(audit_id, None)
