"""The way from a member's page to how far they are heard, for those who may look."""

from django.template.loader import get_template
from django.utils.translation import gettext as _
from markupsafe import Markup

from groundswell.kernel.http import PageRequest
from groundswell.people.models import Member
from groundswell.people.profile import Section
from groundswell.power.policies import StandingPolicy


def way_to_standing(request: PageRequest, member: Member) -> Section | None:
    """Nothing of it stands here: only where a steward may ask for it."""
    if not StandingPolicy(request.actor, member).look():
        return None
    html = get_template("power/_way_to_heard.html").render({"member": member}, request)
    return Section(_("How they are heard"), Markup(html))  # noqa: S704 - our own template
