"""The pages with which the front itself answers: calm, whole, and without a database."""

from functools import cache

import structlog
from django.conf import settings
from django.template.loader import get_template
from django.utils import translation

from groundswell.kernel.front.asgi import Headers, Scope, Send, header
from groundswell.kernel.front.languages import language_of
from groundswell.kernel.front.pages import Answer

_PAGES = {408: "408", 413: "413", 500: "500", 503: "busy", 507: "507"}
_RETRY = {503: b"5", 507: b"60"}
_POLICY = b"default-src 'none'; style-src 'self'; font-src 'self'; frame-ancestors 'none'"
_log = structlog.get_logger("groundswell.front")


async def refuse(scope: Scope, send: Send, status: int) -> None:
    """Answer with the page of this status, and end the connection: what else comes on it is unread."""
    _log.warning("refused", status=status)
    answer = refusal(status, header(scope, b"accept-language"))
    await send({"type": "http.response.start", "status": status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": answer.body})


def refusal(status: int, accepted: bytes) -> Answer:
    body = page(status, language_of(accepted) or settings.LANGUAGE_CODE)
    headers: Headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", b"%d" % len(body)),
        (b"content-security-policy", _POLICY),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    if status in _RETRY:
        headers.append((b"retry-after", _RETRY[status]))
    return Answer(status, headers, body)


@cache
def page(status: int, language: str) -> bytes:
    """Rendered once a language: it is needed when there is no time to lose."""
    with translation.override(language):
        return get_template(f"ui/errors/{_PAGES[status]}.html").render().encode()
