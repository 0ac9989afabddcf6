"""The front door."""

from django.urls import path

from groundswell.site import views

app_name = "site"

urlpatterns = [path("", views.home, name="home")]
