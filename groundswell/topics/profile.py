"""The topics' part of a member's page."""

from django.template.loader import get_template
from django.utils.translation import gettext as _
from markupsafe import Markup

from groundswell.kernel.http import PageRequest
from groundswell.people.models import Member
from groundswell.people.profile import Section
from groundswell.topics.queries.said import said_by
from groundswell.topics.views.fetching import number_in


def said_section(request: PageRequest, member: Member) -> Section | None:
    """What the member has said, or nothing where the reader may see none of it."""
    before = number_in(request, "before")
    page = said_by(request.actor, member.pk, before)
    if not page.posts:
        return None
    html = get_template("topics/_said.html").render({"said": page, "before": before}, request)
    return Section(_("What they said"), Markup(html))  # noqa: S704 - our own template
