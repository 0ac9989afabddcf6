"""What templates always say is said when they are compiled, in each language by itself."""

from collections.abc import Iterator

import pytest
from django.utils import translation
from jinja2 import FileSystemLoader

from groundswell.ui.components import FOLDER
from groundswell.ui.environment import Environments, environment

pytestmark = pytest.mark.once


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> Iterator[Environments]:
    """An environment to whose languages belongs one that says every sentence backwards."""

    def gettext(sentence: str) -> str:
        return sentence[::-1] if translation.get_language() == "de" else sentence

    monkeypatch.setattr("django.utils.translation.gettext", gettext)
    with translation.override("en"):
        yield environment(autoescape=True, loader=FileSystemLoader(FOLDER.parents[1]))


def test_each_language_has_a_template_of_its_own(env: Environments) -> None:
    said = env.from_string("{{ _('Reply') }}")

    with translation.override("de"):
        in_german = env.from_string("{{ _('Reply') }}")

    assert (said.render(), in_german.render()) == ("Reply", "ylpeR")


def test_a_sentence_is_looked_up_once_and_not_at_each_reading(
    env: Environments, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = env.from_string(
        "{{ _('Reply') }} {% trans %}to this{% endtrans %} {{ _('by %(name)s', name=who) }}"
    )

    monkeypatch.setattr("django.utils.translation.gettext", None)

    assert template.render(who="Ada & Bea") == "Reply to this by Ada &amp; Bea"


def test_a_sentence_that_is_no_constant_is_said_at_each_reading(env: Environments) -> None:
    assert env.from_string("{{ _(words) }}").render(words="<b>") == "<b>"


def test_a_percent_sign_stays_one(env: Environments) -> None:
    assert env.from_string("{{ _('100%%') }}{% trans %} 100% {% endtrans %}").render() == "100%100%"


def test_components_with_constant_arguments_are_folded(env: Environments) -> None:
    template = env.from_string("{{ icon('heart') }}{{ button(_('Go & see')) }}")

    env.by_language["en"].globals.clear()

    assert '#heart"' in template.render()
    assert "Go & see" in template.render()


@pytest.mark.parametrize(
    "source",
    ["{{ icon(name) }}", "{{ badge(name) }}", "{% call card('A') %}{{ name }}{% endcall %}"],
)
def test_what_depends_on_the_page_is_not_folded(env: Environments, source: str) -> None:
    template = env.from_string(source)

    assert template.render(name="one") != template.render(name="two")


def test_a_component_that_knows_the_page_is_not_folded(env: Environments) -> None:
    template = env.from_string("{% call form_to('/x/') %}{% endcall %}")

    assert "token-1" in template.render(csrf_input="token-1")
    assert "token-2" in template.render(csrf_input="token-2")
