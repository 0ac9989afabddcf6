"""Who acts: put on every request, lazily, from the signed-in account."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from groundswell.kernel.http import PageRequest
from groundswell.kernel.viewer import Viewer
from groundswell.people.models import Account, Member
from groundswell.people.sessions import has_come_today
from groundswell.spaces.gate import actor_for


def acting(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[PageRequest], HttpResponse]:
    """Set `request.actor` and `request.viewer`."""

    def middleware(request: PageRequest) -> HttpResponse:
        member = _member_of(request)
        request.actor = actor_for(member)
        request.viewer = _viewer(member, request) if member else None
        return answer(request)

    return middleware


def _member_of(request: HttpRequest) -> Member | None:
    user = request.user
    return user.member if isinstance(user, Account) or hasattr(user, "member") else None


def _viewer(member: Member, request: HttpRequest) -> Viewer:
    roles = frozenset({member.role, member.standing})
    is_new_today = member.is_active and not has_come_today(request)
    return Viewer(member.pk, member.handle or "", member.name, roles, is_new_today)
