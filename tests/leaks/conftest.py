"""The world that leaks are looked for in."""

from tests.leaks.fixtures import browser, unsaved, whole_world, world

__all__ = ["browser", "unsaved", "whole_world", "world"]
