"""From an ASGI scope to the environ of WSGI (PEP 3333), as Django reads it."""

import sys
from functools import lru_cache
from typing import IO, Any
from urllib.parse import unquote_to_bytes
from wsgiref.util import FileWrapper

from groundswell.kernel.front.asgi import Scope

# Many a library takes HTTP_PROXY for its own setting (CVE-2016-5385).
_DROPPED = {"HTTP_PROXY", "HTTP_TRANSFER_ENCODING", "HTTP_CONTENT_LENGTH"}
_JOINED = {"HTTP_COOKIE": "; "}
_LONGEST_NAME = 100  # of a header that anybody has use for: names are remembered


def environ_of(scope: Scope, body: IO[bytes], size: int) -> dict[str, Any]:
    """The environ of one request. Its size is that of the body we hold, whatever its head said."""
    host, port = scope.get("server") or ("localhost", None)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": _script_name(scope),
        "PATH_INFO": path_of(scope),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 80),
        "REMOTE_ADDR": scope["client"][0] if scope.get("client") else "",
        "CONTENT_LENGTH": str(size) if size else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileWrapper,
    }
    for name, value in scope["headers"]:
        _add(environ, name, value.decode("latin-1"))
    return environ


def path_of(scope: Scope) -> str:
    """The path below the root, percent signs resolved, as WSGI writes bytes: one letter each."""
    raw = scope.get("raw_path")
    path = scope["path"].encode() if raw is None else unquote_to_bytes(raw)
    return path.decode("latin-1").removeprefix(_script_name(scope))


def _script_name(scope: Scope) -> str:
    name: str = scope.get("root_path", "")
    return name.encode().decode("latin-1")


def _add(environ: dict[str, Any], name: bytes, value: str) -> None:
    key = _key(name) if len(name) <= _LONGEST_NAME else ""
    if key in environ and key.startswith("HTTP_"):
        environ[key] += _JOINED.get(key, ",") + value
    elif key:
        environ[key] = value


@lru_cache(maxsize=512)
def _key(name: bytes) -> str:
    """Empty for what is not passed on: with `_` another header would pass for one that our proxy sets."""
    text = name.decode("latin-1")
    if "_" in text:
        return ""
    if text == "content-type":
        return "CONTENT_TYPE"
    key = f"HTTP_{text.upper().replace('-', '_')}"
    return "" if key in _DROPPED else key
