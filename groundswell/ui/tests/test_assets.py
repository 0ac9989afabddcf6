"""What a browser fetches: whole, small, in order, and known by its hash."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from groundswell.ui import importmap, stylesheet
from groundswell.ui.vendoring.manifest import FOLDER, faults

pytestmark = pytest.mark.once

UI = Path(__file__).parents[1]
PACKAGE = UI.parent
SENTENCE = "Rasa Simkutė & Þóra — “żółć”, naïve… Őr’s 21 °C × 3 €"
LETTERS = {
    "Czech, Slovak": "áčďéěíňóřšťúůýžäĺľôŕ",
    "Estonian, Finnish, Swedish, Danish, Norwegian": "äöõüåæøšž",
    "Esperanto": "ĉĝĥĵŝŭ",
    "French, Welsh": "àâæçéèêëîïôœùûüÿŵŷ",
    "Hungarian, German": "áéíóöőúüűäß",
    "Icelandic, Irish": "áðéíóúýþæö",
    "Latvian, Lithuanian": "āčēģīķļņšūžąęėįų",
    "Maltese, Polish": "ċġħżąćęłńóśźż",
    "Romanian, Croatian, Turkish": "ăâîșțčćđšžçğıöşü",
    "Spanish, Portuguese, Catalan, Italian": "áàâãçéèêíìïñóòôõúùü",
}
LAYERS = "@layer reset, tokens, base, layout, components, features, utilities;"
MOST_FONT_BYTES = 55_000
SYMBOL = re.compile(r'<symbol id="([a-z-]+)"')
ICON_CALL = re.compile(r"""icon(?:_name)?(?:\(|=)["']([a-z-]+)["']""")


def test_vendored_files_are_what_the_manifest_records() -> None:
    assert faults() == []


@pytest.mark.parametrize("face", ["fraunces.woff2", "figtree.woff2"])
def test_a_face_has_every_letter_of_the_names_around_us(face: str) -> None:
    letters = TTFont(FOLDER / face).getBestCmap()

    assert [sign for sign in SENTENCE if ord(sign) not in letters] == []
    for language, text in LETTERS.items():
        missing = [letter for letter in text + text.upper() if ord(letter) not in letters]
        assert (language, missing) == (language, [])


def test_both_faces_together_are_light() -> None:
    sizes = [path.stat().st_size for path in FOLDER.glob("*.woff2")]

    assert len(sizes) == 2
    assert sum(sizes) <= MOST_FONT_BYTES


def test_figtree_keeps_its_weights_and_fraunces_has_one() -> None:
    axes = TTFont(FOLDER / "figtree.woff2")["fvar"].axes

    assert [(axis.axisTag, axis.minValue, axis.maxValue) for axis in axes] == [("wght", 400, 700)]
    assert "fvar" not in TTFont(FOLDER / "fraunces.woff2")


def test_the_layers_come_first_and_this_floor_before_all_others() -> None:
    sources = stylesheet.sources()

    floors = [path.parent.name for path in sources]

    assert sources[0] == UI / "static" / "ui" / "_layers.css"
    assert floors == sorted(floors, key=floors.index)


def test_the_joined_stylesheet_is_the_same_each_time() -> None:
    text = stylesheet.joined()

    assert text == stylesheet.joined()
    assert text.splitlines()[0] == LAYERS
    assert "/*" not in text


def test_every_rule_stands_in_a_layer() -> None:
    outside = re.compile(r"^(?!@layer|@font-face|\}|/\*|\s|$)")
    found = [
        f"{path.name}: {line}"
        for path in stylesheet.sources()
        for line in path.read_text("utf-8").splitlines()
        if outside.match(line) and not line.startswith(("   ", "*"))
    ]

    assert found == []


def test_colours_are_named_in_the_tokens_only() -> None:
    colour = re.compile(r"oklch\(|rgba?\(|hsla?\(|#[0-9a-f]{3,8}\b(?=[;,\s)])", re.IGNORECASE)
    found = [
        f"{path.name}: {line.strip()}"
        for path in stylesheet.sources()
        if path.name not in {"tokens.css", "base.css"}
        for line in path.read_text("utf-8").splitlines()
        if colour.search(line)
    ]

    assert found == []


def test_no_rule_knows_left_from_right() -> None:
    sided = r"(margin|padding|border)-(left|right)|text-align:\s*(left|right)|[{;]\s*(left|right|float)\s*:"
    found = [path.name for path in stylesheet.sources() if re.search(sided, path.read_text("utf-8"))]

    assert found == []


def test_the_import_map_is_allowed_by_its_hash() -> None:
    digest = base64.b64encode(hashlib.sha256(importmap.content().encode()).digest()).decode()

    assert str(importmap.importmap_hash) == f"'sha256-{digest}'"


def test_the_import_map_names_htmx_and_every_element() -> None:
    elements = {path.stem for path in (UI / "static" / "ui" / "elements").glob("*.js")}

    assert {"htmx", *elements} <= set(json.loads(importmap.content())["imports"])


def test_every_element_is_checked_and_said_what_it_is() -> None:
    for path in (UI / "static" / "ui" / "elements").glob("*.js"):
        first, second = path.read_text("utf-8").splitlines()[:2]
        assert (first, second[:3]) == ("// @ts-check", "// ")


def test_every_icon_that_is_asked_for_is_in_the_sprite() -> None:
    drawn = set(SYMBOL.findall((FOLDER / "icons.svg").read_text("utf-8")))
    files = [*PACKAGE.rglob("jinja2/**/*.html"), *PACKAGE.glob("*/apps.py")]
    asked = {name for path in files for name in ICON_CALL.findall(path.read_text("utf-8"))}

    assert asked - drawn == set()
