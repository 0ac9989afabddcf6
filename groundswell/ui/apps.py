"""Registers the user interface floor with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "groundswell.ui"
    label = "ui"
