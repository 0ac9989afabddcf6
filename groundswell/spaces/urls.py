"""Addresses of spaces."""

from django.urls import path

from groundswell.spaces import views

app_name = "spaces"

urlpatterns = [
    path("s/", views.space_index, name="list"),
    path("s/new/", views.space_new, name="new"),
    path("s/names/", views.names_edit, name="names"),
    path("s/<int:pk>/edit/", views.space_edit, name="edit"),
    path("s/<int:pk>/place/", views.place_edit, name="place"),
    path("s/<int:pk>/membership/", views.membership_create, name="join"),
    path("s/<int:pk>/membership/end/", views.membership_end, name="leave"),
    path("s/<int:pk>/members/", views.members_edit, name="members"),
    path("s/<int:pk>/members/<int:member>/end/", views.member_end, name="remove"),
]
