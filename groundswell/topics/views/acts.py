"""What its author and moderators do to a whole topic."""

from django.views.decorators.http import require_http_methods, require_POST

from groundswell.kernel.forms import attempt
from groundswell.kernel.http import HttpResponse, PageRequest, posted, redirect, render
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.forms import ClosureForm, MoveForm, ReasonForm, TitleForm
from groundswell.topics.policies import TopicPolicy
from groundswell.topics.views.fetching import seen_space, seen_topic


@require_http_methods(["GET", "HEAD", "POST"])
def title_edit(request: PageRequest, pk: int) -> HttpResponse:
    topic = seen_topic(request, pk)
    TopicPolicy(request.actor, topic).change_title().require()
    form = TitleForm(posted(request), initial={"title": topic.title})
    if attempt(form, lambda: actions.change_title(request.actor, topic, form.cleaned_data["title"])):
        return redirect("topics:short", topic.pk)
    return _form_page(request, "topics/title.html", {"form": form, "topic": topic})


@require_http_methods(["GET", "HEAD", "POST"])
def closure_create(request: PageRequest, pk: int) -> HttpResponse:
    topic = seen_topic(request, pk)
    TopicPolicy(request.actor, topic).close().require()
    form = ClosureForm(posted(request))
    if form.is_valid():
        actions.close_topic(request.actor, topic, reason=form.cleaned_data["reason"])
        return redirect("topics:short", topic.pk)
    return _form_page(request, "topics/close.html", {"form": form, "topic": topic})


@require_POST
def closure_end(request: PageRequest, pk: int) -> HttpResponse:
    topic = seen_topic(request, pk)
    actions.reopen_topic(request.actor, topic)
    return redirect("topics:short", topic.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def hiding_create(request: PageRequest, pk: int) -> HttpResponse:
    topic = seen_topic(request, pk)
    TopicPolicy(request.actor, topic).hide().require()
    form = ReasonForm(posted(request))
    if attempt(form, lambda: actions.hide_topic(request.actor, topic, reason=form.cleaned_data["reason"])):
        return redirect("topics:short", topic.pk)
    return _form_page(request, "topics/hide.html", {"form": form, "topic": topic, "post": None})


@require_POST
def hiding_end(request: PageRequest, pk: int) -> HttpResponse:
    topic = seen_topic(request, pk)
    actions.restore_topic(request.actor, topic)
    return redirect("topics:short", topic.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def place_edit(request: PageRequest, pk: int) -> HttpResponse:
    topic = seen_topic(request, pk)
    TopicPolicy(request.actor, topic).move().require()
    seen = Space.objects.visible_to(request.actor).order_by("name")
    spaces = [space for space in seen if TopicPolicy(request.actor, topic).move(space)]
    form = MoveForm(posted(request), spaces=spaces)
    if form.is_valid():
        actions.move_topic(request.actor, topic, seen_space(request, form.cleaned_data["space"]))
        return redirect("topics:short", topic.pk)
    return _form_page(request, "topics/move.html", {"form": form, "topic": topic, "spaces": spaces})


def _form_page(request: PageRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return render(request, template, context, status=422 if request.method == "POST" else 200)
