"""A piece of evidence as it is given on the command line: a reference with its digest, or a file to digest."""

import hashlib
import re
from pathlib import Path

from api.errors import BadInput

_GIVEN = re.compile(r"(?P<reference>.+)=(?P<digest>sha256:[0-9a-f]{64})", re.DOTALL)


def evidence_of(given: str) -> dict[str, str]:
    """Its `reference` and `digest`; raises BadInput when it is neither of the two forms."""
    if found := _GIVEN.fullmatch(given):
        return found.groupdict()
    if "=sha256:" in given:
        raise BadInput(f"--evidence {given}", "the digest must be 64 of 0-9 and a-f after sha256: .")
    try:
        with Path(given).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise BadInput(
            f"--evidence {given}", "there is no such file to read: name one, or give REF=sha256: and its digest."
        ) from None
    return {"reference": given, "digest": f"sha256:{digest}"}
