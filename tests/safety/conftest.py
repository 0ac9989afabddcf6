"""The world that is attacked: the one in which leaks are looked for."""

from tests.leaks.fixtures import browser, unsaved, whole_world, world

__all__ = ["browser", "unsaved", "whole_world", "world"]
