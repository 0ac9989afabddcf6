"""Addresses of the readings: the page, targets, the index, each measure, and how far one is heard oneself."""

from django.urls import path

from groundswell.power.views import heard, index, measures, pages, targets

app_name = "power"
urlpatterns = [
    path("power/", pages.page, name="page"),
    path("power/targets/", targets.targets, name="targets"),
    path("power/readers/", targets.readers, name="readers"),
    path("power/index/", index.index, name="index"),
    path("power/index/choice/", index.index_choice, name="index_choice"),
    path("power/<slug:measure>/", measures.measure, name="measure"),
    path("power/<slug:measure>.csv", measures.table, name="table"),
    path("me/heard/", heard.own, name="heard"),
    path("m/<str:handle>/heard/", heard.of, name="heard_of"),
]
