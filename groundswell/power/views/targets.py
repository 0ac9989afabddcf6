"""What stewards aim for, and whom they let look."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from groundswell.kernel.errors import Invalid
from groundswell.kernel.forms import attempt
from groundswell.kernel.http import PageRequest, posted, redirect, render
from groundswell.power import actions
from groundswell.power.definitions.index import INDEX, NOT_FOR
from groundswell.power.eight import measures_by_reading
from groundswell.power.forms import forms_for
from groundswell.power.policies import PowerPolicy
from groundswell.power.queries.access import are_open_to_members
from groundswell.power.queries.aims import aims_page
from groundswell.power.queries.index import is_index_on


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: PageRequest) -> HttpResponse:
    """A floor and a target for each reading, with all that was ever aimed for."""
    PowerPolicy(request.actor).set_targets().require()
    data = posted(request)
    reading = data.get("reading", "") if data is not None else ""
    if data is not None and reading not in measures_by_reading():
        raise Invalid(_("There is no such reading."), "reading")
    lines = aims_page()
    forms = forms_for(lines, reading, data)
    sent = forms.get(reading)
    if sent and attempt(sent, lambda: actions.set_target(request.actor, reading, sent.aim())):
        messages.success(request, _("From now on you aim for that. What was aimed for before stays written."))
        return redirect("power:targets")
    values = {"lines": lines, "forms": forms, "is_open": are_open_to_members(), "is_on": is_index_on()}
    values |= {"index": INDEX, "not_for": NOT_FOR}
    return render(request, "power/targets.html", values, status=422 if sent else 200)


@login_required
@require_POST
def readers(request: PageRequest) -> HttpResponse:
    """Let members look too, or stewards only."""
    if request.POST.get("to") == "members":
        actions.open_power_to_members(request.actor)
        messages.success(request, _("Every member sees the readings from now on."))
    elif request.POST.get("to") == "stewards":
        actions.keep_power_to_stewards(request.actor)
        messages.success(request, _("Only stewards see the readings from now on."))
    else:
        raise Invalid(_("Please choose who sees the readings."), "to")
    return redirect("power:targets")
