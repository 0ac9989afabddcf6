"""Photographs of the gallery: every component in light and dark, wide and narrow, and from right to left."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from groundswell.ui.components import component_names
from tests.browser import looking
from tests.plugins.served import OpenPage, Town

pytestmark = pytest.mark.browser

SETTINGS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": looking.NARROW, "height": looking.HEIGHT}, "color_scheme": "light"},
    "right to left": {"language": "he-xb", "color_scheme": "light"},
    "right to left, narrow and dark": {
        "language": "he-xb",
        "viewport": {"width": looking.NARROW, "height": looking.HEIGHT},
        "color_scheme": "dark",
    },
    "more contrast": {"contrast": "more", "color_scheme": "light"},
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_gallery_is_photographed(setting: str, town: Town, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(town.site, None, **SETTINGS[setting])
    page.goto("/ui/")

    pictures = {name: photograph(page, name, tmp_path) for name in component_names()}

    assert [name for name, size in pictures.items() if size == 0] == []
    assert looking.axe_findings(page, of_looks=True) == []
    assert looking.sticking_out(page) == []


def test_the_gallery_fits_where_the_system_chooses_the_colours(town: Town, open_page: OpenPage) -> None:
    page = open_page(town.site, None, forced_colors="active")
    page.goto("/ui/")

    assert page.locator(".button:visible").count() > 0
    assert looking.sticking_out(page) == []


def photograph(page: Page, name: str, folder: Path) -> int:
    """The size of the picture of one component; 0 where it takes no room on the page."""
    part = page.locator(f"[data-component={name}]")
    box = part.bounding_box()
    if box is None or box["width"] * box["height"] == 0:
        return 0
    return len(part.screenshot(path=folder / f"{name}.png"))
