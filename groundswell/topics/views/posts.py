"""Reply, edit, react, and hide a single post."""

from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.kernel.errors import Invalid
from groundswell.kernel.forms import attempt
from groundswell.kernel.http import HttpResponse, PageRequest, is_partial, posted, redirect, render
from groundswell.kernel.limits import limited
from groundswell.topics import actions
from groundswell.topics.forms import EditForm, ReactionForm, ReasonForm, ReplyForm
from groundswell.topics.models import Post, ReactionKind, Topic
from groundswell.topics.policies import PostPolicy
from groundswell.topics.queries.history import post_history as history_of
from groundswell.topics.queries.pages import Place, post_page
from groundswell.topics.views.fetching import seen_head, seen_post, seen_topic
from groundswell.topics.views.reading import detail_context, one_post


@require_POST
@limited("reply", "60/1h")
def post_create(request: PageRequest, pk: int) -> HttpResponse:
    topic = seen_topic(request, pk)
    form = ReplyForm(request.POST)
    post = attempt(form, lambda: _replied(request, topic, form))
    if post is None:
        return _again(request, topic, form)
    if is_partial(request):
        return _again(request, topic, ReplyForm())
    return redirect("topics:post", post.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("edit", "60/1h")
def post_edit(request: PageRequest, pk: int) -> HttpResponse:
    post = seen_post(request, pk)
    PostPolicy(request.actor, post).edit().require()
    form = EditForm(posted(request), initial={"text": post.source})
    if attempt(form, lambda: _edited(request, post, form)):
        return redirect("topics:post", post.pk)
    context = {"form": form, "post": post, "topic": post.topic}
    return render(request, "topics/edit.html", context, status=422 if form.is_bound else 200)


@require_safe
def post_history(request: PageRequest, pk: int) -> HttpResponse:
    post = seen_post(request, pk)
    PostPolicy(request.actor, post).see_history().require()
    context = {"post": post, "topic": post.topic, "versions": history_of(request.actor, post)}
    return render(request, "topics/history.html", context)


@require_POST
@limited("react", "300/1h")
def reaction_update(request: PageRequest, pk: int, kind: ReactionKind) -> HttpResponse:
    post = seen_post(request, pk)
    form = ReactionForm(request.POST)
    if not form.is_valid():
        raise Invalid(str(form.errors["act"][0]), "act")
    change = actions.react if form.cleaned_data["act"] == "give" else actions.withdraw_reaction
    change(request.actor, post, kind)
    if is_partial(request):
        return one_post(request, post)
    return redirect("topics:post", post.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def hiding_create(request: PageRequest, pk: int) -> HttpResponse:
    post = seen_post(request, pk)
    PostPolicy(request.actor, post).hide().require()
    form = ReasonForm(posted(request))
    if attempt(form, lambda: actions.hide_post(request.actor, post, reason=form.cleaned_data["reason"])):
        return redirect("topics:post", post.pk)
    context = {"form": form, "topic": post.topic, "post": post}
    return render(request, "topics/hide.html", context, status=422 if form.is_bound else 200)


@require_POST
def hiding_end(request: PageRequest, pk: int) -> HttpResponse:
    post = seen_post(request, pk)
    actions.restore_post(request.actor, post)
    return redirect("topics:post", post.pk)


def _replied(request: PageRequest, topic: Topic, form: ReplyForm) -> Post:
    values = form.cleaned_data
    above = topic.posts.visible_to(request.actor).filter(pk=values["reply_to"]).first()
    sending = values["submission"] or None
    return actions.reply(request.actor, topic, values["text"], reply_to=above, submission=sending)


def _edited(request: PageRequest, post: Post, form: EditForm) -> Post:
    text, reason = form.cleaned_data["text"], form.cleaned_data["reason"]
    return actions.edit_post(request.actor, post, text, reason=reason)


def _again(request: PageRequest, topic: Topic, form: ReplyForm) -> HttpResponse:
    """The end of the topic with the reply box under it: fresh, or with what was typed and what is wrong."""
    head = seen_head(request, topic.pk)
    page = post_page(request.actor, topic.pk, Place(is_end=True))
    above = next((post for post in page.posts if str(post.id) == form["reply_to"].value()), None)
    context = detail_context(request, head, page) | {"reply_form": form, "reply_to": above}
    return render(request, "topics/detail.html", context, status=422 if form.is_bound else 200)
