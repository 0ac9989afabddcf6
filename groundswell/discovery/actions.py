"""What stewards decide about being found."""

from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.community.policies import CommunityPolicy
from groundswell.discovery import events
from groundswell.discovery.models import Findability, Welcome
from groundswell.kernel import epoch
from groundswell.kernel.actor import Actor
from groundswell.kernel.errors import Invalid
from groundswell.kernel.text import one_line

_ONLY = 1


@dataclass(frozen=True, slots=True)
class Wish:
    """Which crawlers are welcome, and where holes in security are reported: an address of mail or the web."""

    welcome: Welcome = Welcome.ANSWERS
    contact: str = ""


@transaction.atomic
def change_findability(actor: Actor, wish: Wish) -> Findability:
    """Say who finds the community and where to report a hole; kept copies of pages are stale from then on."""
    CommunityPolicy(actor).change().require()
    wanted = asdict(wish) | {"contact": _checked(one_line(wish.contact))}
    row, made = Findability.objects.select_for_update().get_or_create(pk=_ONLY, defaults=wanted)
    changed = [name for name, value in wanted.items() if made or getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    if changed:
        row.save(update_fields=changed)
        epoch.bump()
        events.FINDABILITY_CHANGED.record(actor, row, data={"changed": ", ".join(changed)})
    return row


def _checked(contact: str) -> str:
    check = EmailValidator() if not contact.startswith("https:") else URLValidator(schemes=["https"])
    try:
        if contact:
            check(contact)
    except ValidationError:
        raise Invalid(
            _("This is an address of mail, such as security@example.org, or one that begins with https://."),
            "contact",
        ) from None
    return contact
