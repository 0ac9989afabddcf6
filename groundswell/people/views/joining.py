"""Coming in: signing up, the code, waiting, claiming, the operator's key, and founding."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.community.queries import ThisCommunity, sends_mail, the_community
from groundswell.kernel.errors import Invalid
from groundswell.kernel.http import PageRequest, posted, redirect, render
from groundswell.kernel.limits import limited
from groundswell.people import actions
from groundswell.people.forms.accounts import KeyForm
from groundswell.people.forms.joining import ClaimForm, FoundingForm, JoiningCodeForm, SignUpForm
from groundswell.people.models import Account, Application, Claim, Member
from groundswell.people.queries import live_claim, live_door_key
from groundswell.people.signing_in import slow_down_letters
from groundswell.people.views.signed_in import sign_in

_ASKED = "application"


@never_cache
@require_http_methods(["GET", "POST"])
@limited("sign-up", "20/1h")
def sign_up(request: PageRequest) -> HttpResponseBase:
    """Ask to join. The answer is the same for every address."""
    if request.viewer:
        return redirect("/")
    form = SignUpForm(posted(request), asks_stewards=_asks_stewards(the_community()))
    if form.is_bound and form.is_valid():
        return _asked(request, form, claim=None)
    return render(request, "people/sign_up.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@limited("claim", "20/1h")
def claim(request: PageRequest, token: str) -> HttpResponseBase:
    """Take over an imported member with a steward's link."""
    link = live_claim(token)
    if link is None or request.viewer:
        return render(request, "people/link_gone.html", {"signed_in": bool(request.viewer)}, status=404)
    member = link.member
    form = ClaimForm(posted(request), kept_handle=member.handle or "", initial={"name": member.name})
    if form.is_bound and form.is_valid():
        return _asked(request, form, claim=link)
    values = {"form": form, "member": member, "token": token}
    return render(request, "people/claim.html", values, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@limited("code", "30/10m")
def prove(request: PageRequest) -> HttpResponseBase:
    """Bring the code from the mail."""
    application = _application(request)
    if application is None:
        return redirect("account_signup")
    if application.is_waiting:
        return redirect("people:asked")
    form = JoiningCodeForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            return _proven(request, actions.prove(request.actor, application, form.cleaned_data["code"]))
        except Invalid as wrong:
            form.add_error("code", str(wrong.sentence))
    values = {"form": form, "email": application.email}
    return render(request, "people/prove.html", values, status=422 if form.is_bound else 200)


@require_POST
@limited("code-again", "3/10m")
def prove_again(request: PageRequest) -> HttpResponse:
    """Have the mail sent once more."""
    application = _application(request)
    if application is not None:
        slow_down_letters(request, application.email, act="joining")
        actions.ask_again(application)
        messages.info(request, _("We have sent it again. It can take a minute."))
    return redirect("people:prove")


@never_cache
@require_safe
def asked(request: PageRequest) -> HttpResponse:
    """A steward looks at it next."""
    return render(request, "people/asked.html")


@never_cache
@require_http_methods(["GET", "POST"])
@limited("door", "10/10m")
def door(request: PageRequest, token: str) -> HttpResponseBase:
    """Choose a new password with the operator's key."""
    key = live_door_key(token)
    if key is None:
        return render(request, "people/link_gone.html", {"signed_in": bool(request.viewer)}, status=404)
    form = KeyForm(posted(request), user=key.account)
    if form.is_bound and form.is_valid():
        return sign_in(request, actions.use_door_key(token, form.cleaned_data["password1"]), to="/")
    values = {"form": form, "member": key.account.member, "token": token}
    return render(request, "people/door.html", values, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@limited("found", "10/10m")
def found(request: PageRequest) -> HttpResponseBase:
    """Found the community with the operator's code."""
    if the_community() is not None:
        return redirect("/")
    form = FoundingForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            founder = actions.found(form.cleaned_data["code"], form.description(), form.newcomer())
        except Invalid as wrong:
            form.add_error(wrong.field if wrong.field in form.fields else None, str(wrong.sentence))
        else:
            return sign_in(request, Account.objects.get(member=founder), to="/")
    return render(request, "people/found.html", {"form": form}, status=422 if form.is_bound else 200)


def _asked(request: PageRequest, form: SignUpForm | ClaimForm, *, claim: Claim | None) -> HttpResponse:
    if sends_mail():
        slow_down_letters(request, form.cleaned_data["email"], act="joining")
    words = form.cleaned_data.get("words", "")
    application = actions.apply(request.actor, form.newcomer(), words=words, claim=claim)
    request.session[_ASKED] = application.pk
    return redirect("people:asked" if application.is_waiting else "people:prove")


def _proven(request: PageRequest, member: Member | None) -> HttpResponseBase:
    request.session.pop(_ASKED, None)
    if member is None:
        return redirect("people:asked")
    messages.success(request, _("Welcome, %(name)s. It is good that you are here.") % {"name": member.name})
    return sign_in(request, Account.objects.select_related("member").get(member=member), to="/")


def _application(request: PageRequest) -> Application | None:
    number: int = request.session.get(_ASKED, 0)
    return Application.objects.select_related("claim").filter(pk=number).first()


def _asks_stewards(community: ThisCommunity | None) -> bool:
    return community is None or not (community.is_open and community.sends_mail)
