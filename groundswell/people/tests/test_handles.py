"""Handles and names: what is taken, what is refused, and with which sentence."""

import pytest

from groundswell.kernel.errors import Invalid
from groundswell.people.handles import checked_handle, handle_key, suggested_handle
from groundswell.people.names import checked_name, checked_words

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ada", "ada"),
        ("  ada ", "ada"),
        ("ａｄａ", "ada"),
        ("rasa.simkutė", "rasa.simkutė"),
        ("tomasz_k-1", "tomasz_k-1"),
        ("ольга", "ольга"),
        ("李小龙", "李小龙"),
        ("محمد", "محمد"),
    ],
)
def test_a_handle_is_folded(typed: str, kept: str) -> None:
    assert checked_handle(typed) == kept


@pytest.mark.parametrize(
    ("typed", "because"),
    [
        ("ab", "3 to 30"),
        ("a" * 31, "3 to 30"),
        ("a b c", "letters and digits"),
        (".ada", "letters and digits"),
        ("ada.", "letters and digits"),
        ("a..da", "letters and digits"),
        ("ada/../x", "letters and digits"),
        ("ada\u202eada", "letters and digits"),
        ("ada\u200bada", "letters and digits"),
        ("ada\x00da", "letters and digits"),
        ("a@da", "letters and digits"),
        ("12345", "at least one letter"),
        ("аda", "one script"),
        ("admin", "office"),
        ("аdмin", "one script"),
        ("adm1n", "office"),
        ("5t3ward", "office"),
        ("r00t", "office"),
        ("moderator", "office"),
    ],
)
def test_a_handle_that_hides_or_imitates_is_refused(typed: str, because: str) -> None:
    with pytest.raises(Invalid) as wrong:
        checked_handle(typed)

    assert because in str(wrong.value.sentence)
    assert wrong.value.field == "handle"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("paypal", "paypa1"),
        ("bob", "b0b"),
        ("modern", "modem"),
        ("ada_b", "ada-b"),
        ("сосо", "coco"),
        ("Ada", "ada"),
        ("vvinnie", "winnie"),
        ("аорс", "aopc"),
    ],
)
def test_handles_that_look_alike_have_one_key(one: str, other: str) -> None:
    assert handle_key(one) == handle_key(other)


@pytest.mark.parametrize(("one", "other"), [("ada", "adam"), ("tomasz", "thomas"), ("ola", "öla")])
def test_handles_that_differ_have_two_keys(one: str, other: str) -> None:
    assert handle_key(one) != handle_key(other)


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Rasa Simkutė", "rasa.simkute"),
        ("Ada", "ada"),
        ("Jo", "memberjo"),
        ("???", "member2"),
        ("Admin", "admin2"),
        ("A Name That Goes On And On And On And On", "a.name.that.goes.on.and.on.and"),
    ],
)
def test_a_handle_is_suggested_from_a_name(name: str, handle: str) -> None:
    assert suggested_handle(name, lambda _key: False) == handle


def test_a_suggested_handle_is_free() -> None:
    taken = {handle_key("ada"), handle_key("ada2")}

    assert suggested_handle("Ada", taken.__contains__) == "ada3"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Rasa   Simkutė ", "Rasa Simkutė"),
        ("J.R.R. Tolkien", "J.R.R. Tolkien"),
        ("Dr. No", "Dr. No"),
        ("St.John", "St.John"),
        ("Anne-Marie O’Neil", "Anne-Marie O’Neil"),
        ("李小龙 Lee", "李小龙 Lee"),
        ("Ольга", "Ольга"),
        ("Łukasz (Luke)", "Łukasz (Luke)"),
    ],
)
def test_names_of_all_kinds_are_kept(typed: str, kept: str) -> None:
    assert checked_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "because"),
    [
        ("", "call you"),
        ("   ", "call you"),
        ("🙂", "call you"),
        ("a" * 61, "60 characters"),
        ("evil\u202egnp.exe", "cannot be seen"),
        ("A\u200bda", "cannot be seen"),
        ("A\x00da", "cannot be seen"),
        ("\ue000m:1\ue001 Ada", "cannot be seen"),
        ("A\u0300\u0300\u0300\u0300\u0300da", "cannot be seen"),
        ("https://evil.example", "web or e-mail"),
        ("evil.com", "web or e-mail"),
        ("Ada www.evil", "web or e-mail"),
        ("ada@example.org", "web or e-mail"),
        ("Аda", "one script"),
    ],
)
def test_a_name_that_hides_or_misleads_is_refused(typed: str, because: str) -> None:
    with pytest.raises(Invalid) as wrong:
        checked_name(typed)

    assert because in str(wrong.value.sentence)


def test_words_keep_their_lines_and_hide_nothing() -> None:
    assert checked_words("one\r\ntwo 👩\u200d🔧\n", "about") == "one\ntwo 👩\u200d🔧"
    with pytest.raises(Invalid):
        checked_words("one \u202e two", "about")


def test_a_persian_name_keeps_its_non_joiner_and_a_latin_one_may_not_hide_it() -> None:
    assert checked_name("علی\u200cرضا") == "علی\u200cرضا"
    with pytest.raises(Invalid):
        checked_name("A\u200cda")
