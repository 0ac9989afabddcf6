"""Members as others see them, and what stewards and moderators do about them."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.kernel.errors import Invalid
from groundswell.kernel.http import PageRequest, get_object_or_404, posted, redirect, render
from groundswell.kernel.ids import read_id
from groundswell.kernel.limits import limited
from groundswell.people import actions
from groundswell.people.forms.members import RoleForm, SuspensionForm
from groundswell.people.models import Application, Member, Role
from groundswell.people.policies import DoorPolicy, MemberPolicy
from groundswell.people.profile import sections
from groundswell.people.queries import people_page, visible_member, waiting_applications
from groundswell.people.views.signed_in import signed_in


@require_safe
def people(request: PageRequest) -> HttpResponse:
    """Who is here."""
    key = read_id(request.GET.get("before", ""))
    return render(
        request, "people/list.html", {"page": people_page(request.actor, key), "is_first": key is None}
    )


@require_safe
def member(request: PageRequest, handle: str) -> HttpResponse:
    """One member."""
    found = _member(request, handle)
    values = {
        "member": found,
        "sections": sections(request, found),
        "can": MemberPolicy(request.actor, found),
        "is_self": request.actor.id == found.pk,
        "role_form": RoleForm(initial={"role": found.role}),
    }
    return render(request, "people/member.html", values)


@signed_in
@require_POST
def role(request: PageRequest, handle: str) -> HttpResponse:
    """Give a role."""
    found, form = _member(request, handle), RoleForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("There is no such role."))
    actions.give_role(request.actor, found, Role(form.cleaned_data["role"]))
    messages.success(request, _("Done. The role counts from now on."))
    return redirect(found)


@signed_in
@require_http_methods(["GET", "POST"])
@limited("suspend", "30/1h")
def suspension(request: PageRequest, handle: str) -> HttpResponse:
    """Suspend somebody, with a reason."""
    found = _member(request, handle)
    MemberPolicy(request.actor, found).suspend().require()
    form = SuspensionForm(posted(request))
    if form.is_bound and form.is_valid():
        actions.suspend(request.actor, found, form.cleaned_data["reason"])
        messages.success(request, _("%(name)s is suspended. They have read why.") % {"name": found.name})
        return redirect(found)
    values = {"form": form, "member": found}
    return render(request, "people/suspension.html", values, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def suspension_end(request: PageRequest, handle: str) -> HttpResponse:
    found = _member(request, handle)
    actions.restore(request.actor, found)
    messages.success(request, _("%(name)s may take part again.") % {"name": found.name})
    return redirect(found)


@signed_in
@never_cache
@require_POST
def claim_issue(request: PageRequest, handle: str) -> HttpResponse:
    """Make a claim link. It is shown once, here."""
    found = _member(request, handle)
    token = actions.issue_claim(request.actor, found)
    link = settings.ORIGIN + reverse("people:claim", args=[token])
    return render(request, "people/claim_issued.html", {"member": found, "link": link})


@signed_in
@require_safe
def waiting(request: PageRequest) -> HttpResponse:
    """Who asks to join."""
    DoorPolicy(request.actor).open_door().require()
    return render(request, "people/waiting.html", {"applications": list(waiting_applications())})


@signed_in
@require_POST
def approval(request: PageRequest, number: int) -> HttpResponse:
    found = actions.approve(request.actor, _application(request, number))
    messages.success(request, _("%(name)s is in.") % {"name": found.name})
    return redirect("people:waiting")


@signed_in
@require_POST
def refusal(request: PageRequest, number: int) -> HttpResponse:
    application = _application(request, number)
    actions.decline(request.actor, application)
    messages.success(request, _("%(name)s was not let in.") % {"name": application.name})
    return redirect("people:waiting")


def _member(request: PageRequest, handle: str) -> Member:
    return get_object_or_404(visible_member(request.actor, handle))


def _application(request: PageRequest, number: int) -> Application:
    DoorPolicy(request.actor).open_door().require()
    return get_object_or_404(waiting_applications(), pk=number)
