"""The sockets on which the pages are served: bound once by the parent, and shared by all page processes."""

import errno
import socket
from contextlib import suppress
from pathlib import Path

_BACKLOG = 2048


class CannotListen(Exception):
    """The sentence for whoever started the server."""


def listen(host: str, port: int) -> list[socket.socket]:
    """localhost is both of its addresses: browsers may try either first."""
    hosts = [host]
    if host == "localhost":
        hosts = ["127.0.0.1", "::1"] if _has_ipv6() else ["127.0.0.1"]
    opened: list[socket.socket] = []
    try:
        opened.extend(_listening(each, port) for each in hosts)
    except OSError as trouble:
        for each in opened:
            each.close()
        if trouble.errno != errno.EADDRINUSE:
            raise CannotListen(f"Port {port} on {host} is not to be had: {trouble.strerror}.") from trouble
        raise CannotListen(
            f"Port {port} on {host} is in use. Choose another: groundswell serve --port 8001"
        ) from trouble
    return opened


def listen_at(path: Path) -> list[socket.socket]:
    """A Unix socket, for a web server on the same machine. The folder says who may reach it."""
    if _answers(path):
        raise CannotListen(f"{path} is in use: another server listens there.")
    listener = socket.socket(socket.AF_UNIX)
    try:
        if path.is_socket():
            path.unlink()
        listener.bind(str(path))
        path.chmod(0o666)
    except OSError as trouble:
        listener.close()
        raise CannotListen(f"{path} cannot be listened at: {trouble.strerror or trouble}.") from trouble
    listener.listen(_BACKLOG)
    return [listener]


def _listening(host: str, port: int) -> socket.socket:
    family, kind, _protocol, _name, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _answers(path: Path) -> bool:
    with suppress(OSError), socket.socket(socket.AF_UNIX) as probe:
        probe.connect(str(path))
        return True
    return False


def _has_ipv6() -> bool:
    with suppress(OSError), socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::1", 0))
        return True
    return False
