"""Open a topic: choose where, then say it."""

from django import forms
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.kernel.forms import attempt
from groundswell.kernel.http import HttpResponse, PageRequest, posted, redirect, render
from groundswell.kernel.limits import limited
from groundswell.spaces.models import Space, Verb
from groundswell.spaces.policies import SpacePolicy
from groundswell.spaces.queries import space_list
from groundswell.topics import actions
from groundswell.topics.actions.posting import Opening
from groundswell.topics.forms import OpeningForm
from groundswell.topics.kinds import DISCUSSION, Kind, openable_kinds
from groundswell.topics.queries.rows import topic_address
from groundswell.topics.views.fetching import seen_space


@require_safe
def choose_space(request: PageRequest) -> HttpResponse:
    spaces = [row for row in space_list(request.actor) if request.actor.may(Verb.OPEN, row.space.id)]
    return render(request, "topics/choose.html", {"spaces": spaces})


@require_http_methods(["GET", "HEAD", "POST"])
@limited("open", "20/1h")
def topic_new(request: PageRequest, space: int) -> HttpResponse:
    place = seen_space(request, space)
    SpacePolicy(request.actor, place).open_topic().require()
    kind = _chosen_kind(request, place)
    form, extra = _forms(request, kind)
    if extra is None or extra.is_valid():
        topic = attempt(form, lambda: actions.open_topic(request.actor, place, _opening(form, extra, kind)))
        if topic:
            return redirect(topic_address(topic.pk, topic.title))
    kinds = openable_kinds(request.actor, place)
    context = {"form": form, "extra": extra, "space": place, "kind": kind, "kinds": kinds}
    return render(request, "topics/new.html", context, status=422 if form.is_bound else 200)


def _chosen_kind(request: PageRequest, space: Space) -> Kind:
    name = request.POST.get("kind") or request.GET.get("kind") or DISCUSSION.name
    kinds = openable_kinds(request.actor, space)
    return next((kind for kind in kinds if kind.name == name), DISCUSSION)


def _forms(request: PageRequest, kind: Kind) -> tuple[OpeningForm, forms.Form | None]:
    values = posted(request)
    return OpeningForm(values), kind.opening_form(values) if kind.opening_form else None


def _opening(form: OpeningForm, extra: forms.Form | None, kind: Kind) -> Opening:
    return Opening(
        title=form.cleaned_data["title"],
        text=form.cleaned_data["text"],
        kind=kind,
        extra=extra.cleaned_data if extra else {},
        submission=form.cleaned_data["submission"] or None,
    )
