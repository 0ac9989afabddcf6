"""What people type is made fit to keep, and to stand in an address or a form."""

from types import SimpleNamespace
from typing import Any, Never

import pytest
from django import forms
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kernel.errors import Invalid
from groundswell.kernel.former import former_addresses, present_address
from groundswell.kernel.forms import attempt
from groundswell.kernel.slugs import slug
from groundswell.kernel.text import has_ink, lines, one_line

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


@given(ANY_TEXT)
def test_a_line_is_one_line_that_a_database_can_keep(text: str) -> None:
    line = one_line(text)

    assert line.encode().decode() == line
    assert line == " ".join(line.split())
    assert not line or has_ink(line)
    assert one_line(line) == line


@given(ANY_TEXT)
def test_lines_can_be_kept_and_are_fit_already_the_second_time(text: str) -> None:
    kept = lines(text)

    assert "\0" not in kept
    assert "\r" not in kept
    assert kept.encode().decode() == kept
    assert lines(kept) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  A  lamp\tand\na kettle ", "A lamp and a kettle"),
        ("cod\u202eevil", "codevil"),
        ("zero\u200bwidth", "zerowidth"),
        ("nul\0", "nul"),
        ("lone \ud800", "lone"),
        ("\ue000m:1\ue001", "m:1"),
        ("é", "é"),
        ("👩\u200d🔧", "👩\u200d🔧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u3164 \u2800", ""),
        ("", ""),
    ],
)
def test_what_hides_or_disguises_is_left_out(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("A lamp, and a kettle!", "a-lamp-and-a-kettle"),
        ("Žemė ir Šiluma", "žemė-ir-šiluma"),
        ("...", "-"),
        ("Closure", "closure-"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_slug_is_readable_and_never_another_page(text: str, address: str) -> None:
    assert slug(text, taken={"closure"}) == address


class Wish(forms.Form):
    words = forms.CharField()


def wrong(field: str | None) -> Never:
    raise Invalid("Not that.", field)


@pytest.mark.parametrize(("field", "shown_at"), [("words", "words"), ("other", "__all__"), (None, "__all__")])
def test_what_an_action_finds_wrong_is_said_beside_its_field(field: str | None, shown_at: str) -> None:
    form = Wish({"words": "a pony"})

    assert attempt(form, lambda: wrong(field)) is None
    assert form.errors == {shown_at: ["Not that."]}
    assert form["words"].value() == "a pony"


def test_an_action_is_done_where_the_form_is_valid() -> None:
    assert attempt(Wish({"words": "a pony"}), lambda: "done") == "done"
    assert attempt(Wish({}), lambda: "done") is None


@pytest.fixture
def _once_at_old(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(request: Any) -> str | None:
        return "/new/" if request.path == "/old/" else None

    monkeypatch.setattr(former_addresses, "_entries", {"nobody": lambda _: None, "somebody": answer})


@pytest.mark.usefixtures("_once_at_old")
def test_a_former_address_leads_to_the_present_one() -> None:
    def asked(method: str, path: str, **known: object) -> str | None:
        request = RequestFactory().generic(method, path)
        vars(request).update(known)
        return present_address(request)

    actor = SimpleNamespace()
    assert asked("GET", "/old/", actor=actor) == "/new/"
    assert asked("GET", "/elsewhere/", actor=actor) is None
    assert asked("POST", "/old/", actor=actor) is None
    assert asked("GET", "/old/") is None
