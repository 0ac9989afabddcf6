"""Addresses of the readings: the page, what is aimed for, and each measure."""

from django.urls import path

from groundswell.power.views import measures, pages, targets

app_name = "power"
urlpatterns = [
    path("power/", pages.page, name="page"),
    path("power/targets/", targets.targets, name="targets"),
    path("power/readers/", targets.readers, name="readers"),
    path("power/<slug:measure>/", measures.measure, name="measure"),
    path("power/<slug:measure>.csv", measures.table, name="table"),
]
