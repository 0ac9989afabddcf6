"""Addresses of topics and posts. Numbers decide; the text in an address is for people."""

from django.urls import path

from groundswell.topics.models import ReactionKind
from groundswell.topics.views import acts, opening, posts, reading

app_name = "topics"

urlpatterns = [
    path("t/", reading.topic_index, name="list"),
    path("t/new/", opening.choose_space, name="choose"),
    path("s/<int:space>/new/", opening.topic_new, name="new"),
    path("s/<int:pk>/", reading.space_detail, {"slug": ""}, name="short_space"),
    path("s/<int:pk>/<str:slug>/", reading.space_detail, name="space"),
    path("t/<int:pk>/", reading.topic_detail, {"slug": ""}, name="short"),
    path("t/<int:pk>/mark/", reading.mark_update, name="mark"),
    path("t/<int:pk>/replies/", posts.post_create, name="reply"),
    path("t/<int:pk>/title/", acts.title_edit, name="title"),
    path("t/<int:pk>/closure/", acts.closure_create, name="close"),
    path("t/<int:pk>/closure/end/", acts.closure_end, name="reopen"),
    path("t/<int:pk>/hiding/", acts.hiding_create, name="hide"),
    path("t/<int:pk>/hiding/end/", acts.hiding_end, name="restore"),
    path("t/<int:pk>/place/", acts.place_edit, name="move"),
    path("t/<int:pk>/<str:slug>/", reading.topic_detail, name="detail"),
    path("p/<int:pk>/", reading.post_detail, name="post"),
    path("p/<int:pk>/edit/", posts.post_edit, name="edit"),
    path("p/<int:pk>/history/", posts.post_history, name="history"),
    path("p/<int:pk>/heart/", posts.reaction_update, {"kind": ReactionKind.HEART}, name="heart"),
    path("p/<int:pk>/thanks/", posts.reaction_update, {"kind": ReactionKind.THANKS}, name="thanks"),
    path("p/<int:pk>/hiding/", posts.hiding_create, name="hide_post"),
    path("p/<int:pk>/hiding/end/", posts.hiding_end, name="restore_post"),
]
