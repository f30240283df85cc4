"""`python -m runtime.healthy ADDRESS`: asks a program whether it is well, for those who start it again if it is not."""

import http.client
import sys
from urllib.parse import urlsplit

LIMIT = 4.0  # seconds
WELL = 200


def answer(address: str) -> tuple[int, str]:
    """The status and the words that the program at `address` answers with; raises OSError or HTTPException."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=LIMIT)
    try:
        connection.request("GET", parts.path)
        said = connection.getresponse()
        return said.status, said.read(4096).decode(errors="replace")
    finally:
        connection.close()


def main(arguments: list[str]) -> None:
    """Exits with 1 and one sentence unless the answer is good."""
    if len(arguments) != 1:
        sys.exit("Say whom to ask: python -m runtime.healthy http, colon, //host:port/health/ready.")
    try:
        status, words = answer(arguments[0])
    except (OSError, http.client.HTTPException) as error:
        sys.exit(f"Nobody answers at {arguments[0]} ({error}).")
    if status != WELL:
        sys.exit(f"Not well ({status}): {' '.join(words.split())}")


if __name__ == "__main__":
    main(sys.argv[1:])
