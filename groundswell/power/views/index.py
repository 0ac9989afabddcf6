"""One number beside the eight: what it means, what it said, and whether it is wanted."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from groundswell.kernel.errors import Invalid
from groundswell.kernel.http import PageRequest, redirect, render
from groundswell.power import actions
from groundswell.power.definitions.index import INDEX, NOT_FOR
from groundswell.power.policies import PowerPolicy
from groundswell.power.queries.index import index_history, is_index_on
from groundswell.power.shown.index import past_of


@login_required
@require_safe
def index(request: PageRequest) -> HttpResponse:
    """Its definition and, where it is wanted or once was, all it ever said."""
    can = PowerPolicy(request.actor)
    can.see().require()
    past = past_of(index_history())
    values = {"definition": INDEX, "not_for": NOT_FOR, "past": past, "is_on": is_index_on(), "can": can}
    return render(request, "power/index.html", values)


@login_required
@require_POST
def index_choice(request: PageRequest) -> HttpResponse:
    """Have it reckoned from now on, or no more."""
    chosen = request.POST.get("to")
    if chosen not in {"on", "off"}:
        raise Invalid(_("Please choose whether there is one number too."), "to")
    actions.choose_index(request.actor, is_on=chosen == "on")
    if chosen == "on":
        messages.success(
            request, _("It is reckoned from the end of this week on, and stands below the eight.")
        )
    else:
        messages.success(
            request, _("The eight stand by themselves again. What the number said stays written.")
        )
    return redirect("power:targets")
