"""Addresses of people: our own names under `people:`, and those that allauth reverses without a prefix."""

from django.urls import include, path

from groundswell.people.views import joining, members, own

_own = [
    path("found/", joining.found, name="found"),
    path("sign-up/code/", joining.prove, name="prove"),
    path("sign-up/code/again/", joining.prove_again, name="prove_again"),
    path("sign-up/asked/", joining.asked, name="asked"),
    path("claim/<str:token>/", joining.claim, name="claim"),
    path("door/<str:token>/", joining.door, name="door"),
    path("people/", members.people, name="list"),
    path("people/waiting/", members.waiting, name="waiting"),
    path("people/waiting/<int:number>/approval/", members.approval, name="approval"),
    path("people/waiting/<int:number>/refusal/", members.refusal, name="refusal"),
    path("m/<str:handle>/", members.member, name="member"),
    path("m/<str:handle>/role/", members.role, name="role"),
    path("m/<str:handle>/suspension/", members.suspension, name="suspension"),
    path("m/<str:handle>/suspension/end/", members.suspension_end, name="suspension_end"),
    path("m/<str:handle>/claim/", members.claim_issue, name="claim_issue"),
    path("me/", own.me, name="me"),
    path("me/sessions/", own.sessions, name="sessions"),
    path("me/sessions/end/", own.sessions_end, name="sessions_end"),
    path("me/sessions/<int:number>/end/", own.session_end, name="session_end"),
    path("me/leave/", own.leave, name="leave"),
    path("me/visit/", own.visit, name="visit"),
    path("left/", own.left, name="left"),
]

urlpatterns = [path("", include((_own, "people"))), path("", include("groundswell.people.account_urls"))]
