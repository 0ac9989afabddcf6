"""Home: the purpose, what waits for you, what people talk about, where things happen."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from groundswell.community.queries import the_community
from groundswell.kernel.actor import Actor
from groundswell.kernel.http import HttpResponse, PageRequest, render
from groundswell.people.queries import member_count
from groundswell.site.queries import waiting_for
from groundswell.spaces.queries import space_list, space_names
from groundswell.topics.kinds import badges_of, kinds
from groundswell.topics.queries.lists import topic_list

_TOPICS = 10
_SPACES = 12


@require_safe
def home(request: PageRequest) -> HttpResponse:
    actor = request.actor
    talk = topic_list(actor)
    context = {
        "kicker": _kicker(actor),
        "topics": talk.topics[:_TOPICS],
        "waiting": waiting_for(actor) if actor.is_person else [],
        "spaces": space_names(),
        "space_rows": tuple(space_list(actor)[:_SPACES]),
        "badges": badges_of(talk.topics),
        "panels": [panel for kind in kinds for panel in kind.at_home(actor)],
    }
    return render(request, "site/home.html", context)


def _kicker(actor: Actor) -> str:
    """Where, since when and how many: the line above the purpose."""
    community = the_community()
    if community is None:
        return ""
    words = [community.place, _("since %(month)s") % {"month": date_format(community.founded_at, "F Y")}]
    if actor.places:
        count = member_count()
        words.append(ngettext("%(count)s member", "%(count)s members", count) % {"count": count})
    return " · ".join(word for word in words if word)
