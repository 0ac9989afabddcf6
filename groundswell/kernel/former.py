"""Addresses under which something stood once: asked before we say that nothing is there."""

from collections.abc import Callable

from groundswell.kernel.http import HttpRequest, PageRequest
from groundswell.kernel.registry import Registry

PresentAddress = Callable[[PageRequest], str | None]
former_addresses: Registry[PresentAddress] = Registry("former addresses")


def present_address(request: HttpRequest) -> str | None:
    """Where what the request asks for stands now, if somebody knows and this reader may see it."""
    if request.method not in {"GET", "HEAD"} or not hasattr(request, "actor"):
        return None
    answers = (answer(request) for answer in former_addresses)  # type: ignore[arg-type]
    return next((address for address in answers if address), None)
