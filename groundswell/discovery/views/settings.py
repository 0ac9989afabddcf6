"""The steward's page about being found."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from groundswell.community.policies import CommunityPolicy
from groundswell.discovery.actions import change_findability
from groundswell.discovery.forms import FindabilityForm
from groundswell.discovery.reach import findability
from groundswell.kernel.forms import attempt
from groundswell.kernel.http import HttpResponse, PageRequest, posted, redirect, render
from groundswell.spaces.queries import space_list


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def findability_edit(request: PageRequest) -> HttpResponse:
    """Which crawlers are welcome, and whom to tell about a hole."""
    CommunityPolicy(request.actor).change().require()
    now = findability()
    form = FindabilityForm(posted(request), initial={"welcome": now.welcome, "contact": now.contact})
    if attempt(form, lambda: change_findability(request.actor, form.wish())):
        messages.success(request, _("That is what crawlers are told from now on."))
        return redirect("discovery:settings")
    unlisted = [row.space for row in space_list(request.actor) if row.space.is_unlisted]
    values = {"form": form, "unlisted": unlisted, "now": now, "page": "found"}
    return render(request, "discovery/settings.html", values, status=422 if form.is_bound else 200)
