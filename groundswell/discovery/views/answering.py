"""How a machine is answered: as a visitor, whoever it says it is, and with nothing if it has that already."""

import hashlib
import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse
from django.template.loader import get_template
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from groundswell.kernel.http import PageRequest
from groundswell.spaces.gate import visitor

P = ParamSpec("P")
View = Callable[Concatenate[PageRequest, P], HttpResponse]
# XML 1.0 cannot hold these, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def for_visitors(view: View[P]) -> View[P]:
    """Answer with what a visitor may see, also to a member: what machines fetch is passed on."""

    @require_safe
    @wraps(view)
    def answered(request: PageRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request.actor, request.viewer = visitor(), None
        return view(request, *args, **kwargs)

    return answered


def xml(request: PageRequest, template: str, values: Mapping[str, Any], *, kind: str) -> HttpResponse:
    """The page as XML, or 304 to whoever has these very bytes.

    Only the ETag decides: a post that is hidden changes the bytes, and no date that we could tell.
    """
    text = get_template(template).render(dict(values), request)
    response = HttpResponse(_NOT_XML.sub("", text), content_type=f"{kind}; charset=utf-8")
    return unless_known(request, response, hashlib.sha256(response.content).hexdigest()[:32])


def unless_known(request: PageRequest, response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = f'"{etag}"'
    known = get_conditional_response(request, etag=response["ETag"], response=response)
    return known or response
