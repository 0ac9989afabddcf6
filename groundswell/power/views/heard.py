"""How far one is heard: one's own page, and the same for a steward who lets it be noted."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.kernel.http import PageRequest, get_object_or_404, redirect, render
from groundswell.kernel.limits import limited
from groundswell.people.models import Member
from groundswell.people.queries import own_actor, visible_member
from groundswell.people.views.signed_in import account_of, signed_in
from groundswell.power import actions
from groundswell.power.definitions.influence import INFLUENCE, PARTS
from groundswell.power.engine.catalogue.influence import INFLUENCE as MEASURE
from groundswell.power.policies import StandingPolicy
from groundswell.power.queries.standing import is_looking, looks_at
from groundswell.power.shown.heard import heard, left_out


@signed_in
@require_safe
def own(request: PageRequest) -> HttpResponse:
    """One's own, also while one may not take part."""
    member = account_of(request).member
    StandingPolicy(own_actor(member), member).read().require()
    return render(request, "power/heard.html", _told(member) | {"looks": looks_at(member)})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@limited("look", "20/1d")
def of(request: PageRequest, handle: str) -> HttpResponse:
    """Somebody else's: shown for the day to a steward who has said to look."""
    member = get_object_or_404(visible_member(request.actor, handle))
    if request.actor.id == member.pk:
        return redirect("power:heard")
    StandingPolicy(request.actor, member).look().require()
    if request.method == "POST":
        actions.look_at_standing(request.actor, member)
        return redirect("power:heard_of", handle=handle)
    if not is_looking(request.actor, member):
        return render(request, "power/look.html", {"member": member})
    return render(request, "power/heard_of.html", _told(member))


def _told(member: Member) -> dict[str, object]:
    words = {"definition": INFLUENCE, "parts": PARTS, "measure": MEASURE, "left_out": left_out()}
    return {"member": member, "told": heard(member), **words}
