"""The report is a file in somebody's folder: accessible, within its window, silent towards every network."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from groundswell.power.engine.make import at
from groundswell.power.report.make import DAYS, make_source
from groundswell.power.report.measured import make_report
from groundswell.power.report.page import page_of
from tests.browser import looking

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["en", "he"])
def test_a_report_is_accessible_fits_and_asks_nothing(
    browser: "Browser", tmp_path: Path, language: str
) -> None:
    with translation.override(language):
        report = make_report(make_source(), at(DAYS), lambda *_told: None)
        (tmp_path / "report.html").write_text(page_of(report), "utf-8")
    size: ViewportSize = {"width": looking.WIDE, "height": looking.HEIGHT}
    page = browser.new_page(viewport=size, reduced_motion="reduce")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    console = looking.Console(page)
    page.goto((tmp_path / "report.html").as_uri())
    page.locator(".reading-figure").first.click(force=True)  # below the link, which lies over it
    assert page.url.endswith("#active_people")
    page.locator("details").evaluate_all("all => all.forEach(each => each.open = true)")

    found = looking.findings(page)
    page.close()

    assert (found, console.errors) == ([], [])
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_a_printed_report_is_short_and_its_charts_can_be_read(browser: "Browser", tmp_path: Path) -> None:
    """Letters of eight points or more, in the width of A4 less its margins; a page holds several measures."""
    report = make_report(make_source(), at(DAYS), lambda *_told: None)
    (tmp_path / "report.html").write_text(page_of(report), "utf-8")
    page = browser.new_page(viewport={"width": 688, "height": looking.HEIGHT})
    page.emulate_media(media="print")
    page.goto((tmp_path / "report.html").as_uri())

    letters = page.locator(".measure .chart text").evaluate_all(
        "all => all.map(each => parseFloat(getComputedStyle(each).fontSize) * each.getScreenCTM().a * 0.75)"
    )
    sheets = page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n")
    page.close()

    assert min(letters) >= 8
    assert 5 < sheets <= len(report.measured) / 2
