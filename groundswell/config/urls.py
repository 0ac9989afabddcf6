"""Every feature's addresses: a feature that is absent leaves none."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

_with_addresses = [feature for feature in settings.FEATURES if find_spec(f"{feature}.urls")]

urlpatterns = [path("", include(f"{feature}.urls")) for feature in _with_addresses]

handler400 = "groundswell.ui.views.bad_request"
handler403 = "groundswell.ui.views.forbidden"
handler404 = "groundswell.ui.views.not_found"
handler500 = "groundswell.ui.views.server_error"
