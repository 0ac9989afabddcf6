"""The content security policy, in the shape of Django 6's setting: our own files, one import map."""

from django.utils.functional import Promise

from groundswell.ui.importmap import importmap_hash

SELF, NONE = "'self'", "'none'"

POLICY: dict[str, list[str | Promise]] = {
    "default-src": [NONE],
    "script-src": [SELF, importmap_hash],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
    "object-src": [NONE],
    "manifest-src": [SELF],
}
