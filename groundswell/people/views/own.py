"""One's own account: profile, devices, leaving, and coming by."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.kernel.http import PageRequest, posted, redirect, render
from groundswell.kernel.limits import limited
from groundswell.people import actions
from groundswell.people.forms.members import LeavingForm, ProfileForm
from groundswell.people.policies import MemberPolicy
from groundswell.people.queries import devices, own_actor, suspension_of
from groundswell.people.sessions import remember_coming
from groundswell.people.views.signed_in import account_of, signed_in


@signed_in
@require_http_methods(["GET", "POST"])
@limited("profile", "30/1h")
def me(request: PageRequest) -> HttpResponse:
    """Say who you are."""
    member = account_of(request).member
    form = ProfileForm(posted(request), initial={"name": member.name, "about": member.about})
    if form.is_bound and form.is_valid():
        actions.change_profile(request.actor, member, **form.cleaned_data)
        messages.success(request, _("That is how people see you now."))
        return redirect(member)
    values = {"form": form, "member": member, "suspension": suspension_of(member)}
    return render(request, "people/me.html", values, status=422 if form.is_bound else 200)


@signed_in
@require_safe
def sessions(request: PageRequest) -> HttpResponse:
    """Where you are signed in."""
    listed = devices(account_of(request), request.session.session_key)
    return render(request, "people/sessions.html", {"devices": listed})


@signed_in
@require_POST
def session_end(request: PageRequest, number: int) -> HttpResponse:
    actions.end_session(account_of(request), number)
    if not request.session.exists(request.session.session_key or ""):  # it was this one
        logout(request)
        return redirect("/")
    messages.success(request, _("That device is signed out."))
    return redirect("people:sessions")


@signed_in
@require_POST
def sessions_end(request: PageRequest) -> HttpResponse:
    actions.end_sessions(account_of(request), but=request.session.session_key or "")
    messages.success(request, _("All other devices are signed out."))
    return redirect("people:sessions")


@signed_in
@require_http_methods(["GET", "POST"])
@limited("leave", "10/1h")
def leave(request: PageRequest) -> HttpResponse:
    """Leave for good."""
    account = account_of(request)
    actor = own_actor(account.member)
    form = LeavingForm(posted(request))
    if form.is_bound and form.is_valid():
        if get_adapter().reauthenticate(account, form.cleaned_data["password"]):
            actions.leave(actor, account.member, keep_posts=form.keeps_posts())
            logout(request)
            return redirect("people:left")
        form.add_error("password", _("This is not your password. Please try again."))
    values = {"form": form, "may_leave": MemberPolicy(actor, account.member).leave()}
    return render(request, "people/leave.html", values, status=422 if form.is_bound else 200)


@require_safe
def left(request: PageRequest) -> HttpResponse:
    """A word after somebody has left."""
    return render(request, "people/left.html")


@require_POST
@limited("visit", "60/1h")
def visit(request: PageRequest) -> HttpResponse:
    """The page says that a member has come by."""
    if request.actor.is_person:
        actions.note_visit(request.actor)
        remember_coming(request)
    return HttpResponse(status=204)
