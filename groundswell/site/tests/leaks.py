"""The front door."""

from tests.leaks.features import page

ROUTES = {"site:home": page()}
