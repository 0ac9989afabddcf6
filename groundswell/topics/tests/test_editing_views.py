"""Changing what one has written, and reacting to what others have."""

import pytest

from groundswell.people.models import Member
from groundswell.spaces.models import Space
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Post, Revision
from groundswell.topics.tests.test_writing_views import BAD_TEXTS, PARTIAL
from tests.plugins.cast import ClientFor
from tests.reading import page_of, words_of


def test_a_post_is_changed_by_its_author(client_for: ClientFor, commons: Space, cy: Member) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons), "First & last.")
    client = client_for(cy)

    form = client.get(f"/p/{post.pk}/edit/")
    answer = client.post(f"/p/{post.pk}/edit/", {"text": "Second.", "reason": "Better."})

    assert "First &amp; last." in page_of(form)
    assert (answer.status_code, answer["Location"]) == (302, f"/p/{post.pk}/")
    assert Post.objects.get(pk=post.pk).source == "Second."
    assert Revision.objects.get().reason == "Better."


@pytest.mark.parametrize(("text", "sentence"), BAD_TEXTS)
def test_an_edit_that_cannot_be_keeps_what_was_typed(
    client_for: ClientFor, commons: Space, cy: Member, text: str, sentence: str
) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons))

    answer = client_for(cy).post(f"/p/{post.pk}/edit/", {"text": text, "reason": "Typed with care."})

    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert 'value="Typed with care."' in page_of(answer)
    assert Post.objects.get(pk=post.pk).source == "An answer."


@pytest.mark.parametrize("kind", ["heart", "thanks"])
def test_a_reaction_is_given_and_taken(
    client_for: ClientFor, commons: Space, cy: Member, dan: Member, kind: str
) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons))
    client, headers = client_for(dan), {**PARTIAL, "HX-Target": f"article#post-{post.pk}"}

    given = client.post(f"/p/{post.pk}/{kind}/", {"act": "give"}, headers=headers)
    taken = client.post(f"/p/{post.pk}/{kind}/", {"act": "take"})
    wrong = [client.post(f"/p/{post.pk}/{kind}/", {"act": act}) for act in ("", "steal", "\x00")]

    assert page_of(given).count("<article") == 1
    assert 'aria-pressed="true"' in page_of(given)
    assert taken["Location"] == f"/p/{post.pk}/"
    assert [answer.status_code for answer in wrong] == [422] * 3
    assert Post.objects.filter(hearts=0, thanks=0).count() == 2


def test_nobody_reacts_to_their_own_post_by_a_forged_form(
    client_for: ClientFor, commons: Space, cy: Member
) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons))

    answer = client_for(cy).post(f"/p/{post.pk}/heart/", {"act": "give"})

    assert answer.status_code == 403
    assert "This is your own post." in words_of(answer)
