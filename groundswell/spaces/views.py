"""The pages of spaces. A space's own page, with its topics, belongs to the topics above."""

from dataclasses import asdict

from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.kernel.forms import attempt
from groundswell.kernel.http import (
    Http404,
    HttpResponse,
    PageRequest,
    get_object_or_404,
    posted,
    redirect,
    render,
)
from groundswell.people.models import Member
from groundswell.spaces import actions
from groundswell.spaces.forms import MemberForm, NamesForm, NewSpaceForm, PlaceForm, SpaceForm
from groundswell.spaces.models import Space, SpaceKind
from groundswell.spaces.policies import CommunitySpacesPolicy, SpacePolicy
from groundswell.spaces.queries import audiences, space_list, space_members, space_names


@require_safe
def space_index(request: PageRequest) -> HttpResponse:
    context = {"spaces": space_list(request.actor), "can": CommunitySpacesPolicy(request.actor)}
    return render(request, "spaces/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def space_new(request: PageRequest) -> HttpResponse:
    CommunitySpacesPolicy(request.actor).open_space().require()
    form = NewSpaceForm(posted(request), spaces=_seen(request))
    if space := attempt(form, lambda: _opened(request, form)):
        return _to(space)
    return render(request, "spaces/new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def space_edit(request: PageRequest, pk: int) -> HttpResponse:
    space = _space(request, pk)
    SpacePolicy(request.actor, space).change().require()
    now = {
        "name": space.name,
        "about": space.about,
        "is_unlisted": space.is_unlisted,
        **asdict(audiences(space)),
    }
    form = SpaceForm(posted(request), initial=now)
    if attempt(form, lambda: _changed(request, space, form)):
        return _to(space)
    context = {"form": form, "space": space}
    return render(request, "spaces/edit.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def names_edit(request: PageRequest) -> HttpResponse:
    CommunitySpacesPolicy(request.actor).rename_spaces().require()
    form = NamesForm(posted(request), spaces=_seen(request))
    if attempt(form, lambda: actions.rename_spaces(request.actor, form.names())) is not None:
        return redirect("spaces:list")
    return render(request, "spaces/names.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def place_edit(request: PageRequest, pk: int) -> HttpResponse:
    space = _space(request, pk)
    SpacePolicy(request.actor, space).change().require()
    others = [each for each in _seen(request) if each.pk != space.pk]
    form = PlaceForm(posted(request), spaces=others, initial={"parent": space.parent_id})
    if moved := attempt(form, lambda: actions.move_space(request.actor, space, _parent(request, form))):
        return _to(moved)
    context = {"form": form, "space": space}
    return render(request, "spaces/place.html", context, status=422 if form.is_bound else 200)


@require_POST
def membership_create(request: PageRequest, pk: int) -> HttpResponse:
    space = _space(request, pk)
    actions.join_space(request.actor, space)
    return _to(space)


@require_POST
def membership_end(request: PageRequest, pk: int) -> HttpResponse:
    actions.leave_space(request.actor, _space(request, pk))
    return redirect("spaces:list")


@require_http_methods(["GET", "HEAD", "POST"])
def members_edit(request: PageRequest, pk: int) -> HttpResponse:
    space = _space(request, pk)
    SpacePolicy(request.actor, space).change().require()
    form = MemberForm(posted(request))
    if form.is_valid():
        actions.add_member(request.actor, space, form.member, is_organiser=form.cleaned_data["is_organiser"])
        return redirect("spaces:members", pk)
    context = {"form": form, "space": space, "members": space_members(space.pk)}
    return render(request, "spaces/members.html", context, status=422 if form.is_bound else 200)


@require_POST
def member_end(request: PageRequest, pk: int, member: int) -> HttpResponse:
    space = _space(request, pk)
    SpacePolicy(request.actor, space).change().require()
    actions.remove_member(request.actor, space, get_object_or_404(Member, spaces__space=space, pk=member))
    return redirect("spaces:members", pk)


def _opened(request: PageRequest, form: NewSpaceForm) -> Space:
    return actions.open_space(
        request.actor,
        form.cleaned_data["name"],
        about=form.cleaned_data["about"],
        kind=SpaceKind(form.cleaned_data["kind"]),
        parent=_parent(request, form),
        audiences=form.audiences(),
        is_unlisted=form.cleaned_data["is_unlisted"],
    )


def _changed(request: PageRequest, space: Space, form: SpaceForm) -> Space:
    told = {name: form.cleaned_data[name] for name in ("name", "about", "is_unlisted")}
    return actions.change_space(request.actor, space, audiences=form.audiences(), **told)


def _space(request: PageRequest, pk: int) -> Space:
    return get_object_or_404(Space.objects.visible_to(request.actor), pk=pk)


def _seen(request: PageRequest) -> list[Space]:
    return list(Space.objects.visible_to(request.actor).order_by("position", "pk"))


def _parent(request: PageRequest, form: NewSpaceForm | PlaceForm) -> Space | None:
    chosen = form.cleaned_data["parent"]
    return _space(request, chosen) if chosen else None


def _to(space: Space) -> HttpResponse:
    name = space_names().get(space.pk)
    if name is None:
        raise Http404
    return redirect(name.address)
