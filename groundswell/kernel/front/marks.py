"""How a page says to the front that it is the same for every visitor.

The front puts the mark into the environ of a request whose answer it would keep; the application sets it.
Where nobody asks, nothing is marked.
"""

from typing import Any

_SHARED = "groundswell.front.shared"


def ask(environ: dict[str, Any]) -> None:
    environ[_SHARED] = False


def mark(environ: dict[str, Any]) -> None:
    """The answer is the same for everybody who has no cookie of ours."""
    if _SHARED in environ:
        environ[_SHARED] = True


def is_marked(environ: dict[str, Any]) -> bool:
    return bool(environ.get(_SHARED))
