"""A member who leaves does not come back with the next archive.

What they were called elsewhere gives way to a mark: a keyed digest, from which nobody without the secret key
can tell who it was, but by which an import knows whom to leave out.
"""

from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import salted_hmac

from groundswell.exchange.models import ExternalId, ExternalType, Fate
from groundswell.people.erasure import Erasure

_SALT = "groundswell.exchange.erased"


def forget_where_they_came_from(erasure: Erasure) -> None:
    """Replace what the member was called elsewhere by a mark; their old addresses lead nowhere."""
    theirs = ExternalId.objects.filter(object_id=erasure.member.pk)
    theirs.filter(type=ExternalType.HANDLE).delete()
    for row in theirs.filter(type=ExternalType.MEMBER):
        row.external = marks_of(row.source, row.external)[0]
        row.object_id = None
        row.fate = Fate.LEFT if erasure.keeps_posts else Fate.WITHDRAWN
        row.save(update_fields=["external", "object_id", "fate"])


def marks_of(source: str, external: str) -> list[str]:
    """The mark under the present secret key, then those under retired ones."""
    secrets: Iterable[str | bytes] = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [
        salted_hmac(_SALT, f"{source}\n{external}", secret=secret, algorithm="sha256").hexdigest()
        for secret in secrets
    ]
