"""Stands in for the API: listens where it is told to, and says nothing."""

import os
import socketserver


def main() -> None:
    host, _, port = os.environ["API_LISTEN"].rpartition(":")
    with socketserver.TCPServer((host, int(port)), socketserver.BaseRequestHandler) as server:
        server.serve_forever()


if __name__ == "__main__":
    main()
