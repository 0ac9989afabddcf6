"""Addresses for machines that watch this one."""

from django.urls import path

from groundswell.kernel import views

app_name = "kernel"

urlpatterns = [
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
]
