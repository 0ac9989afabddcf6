"""The page that a web server shows while none of us answers."""

import re

import pytest

from groundswell.ui import alone

pytestmark = pytest.mark.once


def test_it_needs_nothing_beside_itself() -> None:
    page = alone.page()

    assert "Back in a moment." in page
    assert page.count("<style>") == page.count("</style>") == 1
    assert ".wave-mark" in page
    assert ".button" in page
    assert re.findall(r"src=|<link|@font-face|url\(|@import|<script", page) == []
