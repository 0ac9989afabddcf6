"""The steward's settings, and the logo for everybody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.community import actions
from groundswell.community.forms import HUES, DescriptionForm, LogoForm, MailServerForm, StageForm
from groundswell.community.models import Community, MailServer, Stage
from groundswell.community.policies import CommunityPolicy
from groundswell.community.queries import dead_jobs, the_community
from groundswell.community.testmail import try_mail
from groundswell.kernel.errors import Invalid
from groundswell.kernel.http import PageRequest, get_object_or_404, posted, redirect, render
from groundswell.kernel.limits import limited

_A_YEAR = 31_536_000


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def settings(request: PageRequest) -> HttpResponse:
    """Name, purpose, message, place and colour."""
    CommunityPolicy(request.actor).change().require()
    community = get_object_or_404(Community.objects.defer("logo"))
    fields = ("name", "purpose", "message", "place", "hue")
    form = DescriptionForm(posted(request), initial={name: getattr(community, name) for name in fields})
    if form.is_bound and form.is_valid():
        actions.describe_community(request.actor, form.description(community.language))
        messages.success(request, _("The pages say so from now on."))
        return redirect("community:settings")
    values = {"form": form, "hues": HUES, "logo_form": LogoForm(), "page": "settings"}
    return render(request, "community/settings.html", values, status=422 if form.is_bound else 200)


@login_required
@require_POST
@limited("logo", "30/1h")
def logo_change(request: PageRequest) -> HttpResponse:
    """Take an uploaded picture as the logo, or none."""
    upload = request.FILES.get("logo")
    if upload is None and "remove" not in request.POST:
        raise Invalid(_("Please choose a picture first."), "logo")
    actions.change_logo(request.actor, upload.read() if upload else None)
    messages.success(request, _("The logo is changed."))
    return redirect("community:settings")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def stage(request: PageRequest) -> HttpResponse:
    """Private or open."""
    CommunityPolicy(request.actor).change().require()
    community = the_community()
    form = StageForm(posted(request), initial={"stage": community.stage if community else ""})
    if form.is_bound and form.is_valid():
        actions.change_stage(request.actor, Stage(form.cleaned_data["stage"]))
        messages.success(request, _("That counts from this moment, for everybody."))
        return redirect("community:stage")
    return render(
        request, "community/stage.html", {"form": form, "page": "stage"}, status=422 if form.is_bound else 200
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def mail(request: PageRequest) -> HttpResponse:
    """How mail leaves."""
    CommunityPolicy(request.actor).settle_mail().require()
    server = MailServer.objects.first()
    known = (
        {name: getattr(server, name) for name in ("host", "port", "security", "username", "sender")}
        if server
        else {}
    )
    form = MailServerForm(posted(request), initial=known, has_password=bool(server and server.password))
    if form.is_bound and form.is_valid():
        actions.set_mail_server(request.actor, form.post())
        messages.success(request, _("Mail leaves this way from now on. Send yourself a test mail."))
        return redirect("community:mail")
    values = {"form": form, "server": server, "page": "mail"}
    return render(request, "community/mail.html", values, status=422 if form.is_bound else 200)


@login_required
@require_POST
@limited("test-mail", "10/1h")
def mail_test(request: PageRequest) -> HttpResponse:
    """Send a test mail to oneself, and say what the server said."""
    CommunityPolicy(request.actor).settle_mail().require()
    answer = try_mail(request.user.email)  # type: ignore[union-attr]
    (messages.success if answer.arrived else messages.error)(request, answer.sentence)
    return redirect("community:mail")


@login_required
@require_POST
def mail_removal(request: PageRequest) -> HttpResponse:
    actions.remove_mail_server(request.actor)
    messages.success(request, _("No mail leaves any more."))
    return redirect("community:mail")


@never_cache
@login_required
@require_safe
def jobs(request: PageRequest) -> HttpResponse:
    """Work that could not be done."""
    CommunityPolicy(request.actor).tend_jobs().require()
    return render(request, "community/jobs.html", {"jobs": list(dead_jobs()[:100]), "page": "jobs"})


@login_required
@require_POST
def job_retry(request: PageRequest, number: int) -> HttpResponse:
    CommunityPolicy(request.actor).tend_jobs().require()
    actions.retry_job(request.actor, get_object_or_404(dead_jobs(), pk=number))
    messages.success(request, _("It is tried again now."))
    return redirect("community:jobs")


@login_required
@require_POST
def job_discard(request: PageRequest, number: int) -> HttpResponse:
    CommunityPolicy(request.actor).tend_jobs().require()
    actions.discard_job(request.actor, get_object_or_404(dead_jobs(), pk=number))
    messages.success(request, _("It is thrown away."))
    return redirect("community:jobs")


@require_safe
def logo(request: PageRequest, digest: str) -> HttpResponse:
    """The logo's bytes. The address names the content, so it never goes stale."""
    picture = (
        Community.objects.filter(logo_digest=digest).exclude(logo=None).values_list("logo", flat=True).first()
    )
    if picture is None:
        raise Http404
    response = HttpResponse(bytes(picture), content_type="image/webp")
    response["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
    return response
