"""One page process, as `groundswell serve` starts it, with its listening sockets and a line to its parent."""

import os
import socket
import sys

from groundswell.config.asgi import application
from groundswell.kernel.front.server import serve


def main(parent: int, *listeners: int) -> None:
    """Serve what comes in on the sockets of these numbers."""
    serve(application, [socket.socket(fileno=each) for each in listeners], socket.socket(fileno=parent))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
    # Everything has been closed: taking the interpreter apart would only keep whoever waits for our end.
    sys.stderr.flush()
    os._exit(0)
