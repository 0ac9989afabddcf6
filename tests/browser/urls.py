"""The product's addresses, and one that breaks, so that its page can be looked at."""

from typing import Never

from django.http import HttpRequest
from django.urls import path

from groundswell.config import urls

handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404
handler500 = urls.handler500


def broken(request: HttpRequest) -> Never:
    raise RuntimeError("Broken on purpose.")


urlpatterns = [*urls.urlpatterns, path("broken/", broken, name="broken")]
