"""Addresses of the user interface itself."""

from django.urls import path

from groundswell.ui import views

app_name = "ui"
urlpatterns = [
    path("ui/", views.gallery_detail, name="gallery"),
    path("theme/<int:hue>.css", views.theme_detail, name="theme"),
]
