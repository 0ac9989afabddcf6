"""The corpus comes in by the importer, adds up, and is what those who measure believe it to be."""

import pytest
from django.test import Client

from bench.loading import Loading
from bench.plan import PRIVATE, SPACES
from bench.words import PROBES
from groundswell.exchange.models import ExternalId, ExternalType
from groundswell.people.models import Account, Role
from groundswell.spaces.gate import actor_for, visitor
from groundswell.spaces.models import Space
from groundswell.topics.models import Hiding, Post, Reaction, ReadMark, Topic
from groundswell.topics.queries.lists import topic_list
from groundswell.topics.queries.pages import post_page

pytestmark = [pytest.mark.wide, pytest.mark.django_db]


def test_the_importer_writes_the_whole_corpus_and_actions_the_rest(loading: Loading) -> None:
    said_here = 8 + 8 - 1  # announcements, and what the eight with an account but the first answered
    imported = ExternalId.objects.filter(type=ExternalType.POST).count()
    posts = loading.corpus.plan.shape.posts

    assert (imported, Post.objects.count() - imported) == (posts, said_here + 1)
    assert Space.objects.count() == len(SPACES)
    assert Account.objects.count() == 1 + 8
    assert Reaction.objects.exists()
    assert ReadMark.objects.filter(member=loading.reader).exists()
    assert Hiding.objects.exists()
    for probe in PROBES:
        assert Post.objects.filter(source__contains=probe.word).count() == probe.count(posts)


def test_the_reader_sees_what_a_member_sees(loading: Loading) -> None:
    reader = loading.reader
    pageful = loading.topic(1)
    page = post_page(actor_for(reader), pageful.pk)

    assert reader.role == Role.MEMBER
    assert (len(page.posts), page.has_later) == (20, False)
    assert any(post.author.id == reader.pk for post in page.posts)
    assert any(post.has_my_heart for post in page.posts)
    assert any(topic.unread for topic in topic_list(actor_for(reader)).topics)


def test_the_private_space_is_private(loading: Loading) -> None:
    private = Space.objects.get(name=SPACES[int(PRIVATE) - 1])

    assert Topic.objects.filter(space=private).exists()
    assert not visitor().sees(private.pk)
    assert actor_for(loading.members[loading.corpus.numbers.loudest(8)[3]]).sees(private.pk)


def test_every_measured_page_answers_its_viewers(loading: Loading, client: Client) -> None:
    facts = loading.facts()
    client.cookies["session"] = facts["reader"]["session"]

    assert {name: Client().get(path).status_code for name, path in facts["pages"].items()} == dict.fromkeys(
        facts["pages"], 200
    )
    assert {client.get(path).status_code for name, path in facts["pages"].items() if name != "sign-in"} == {
        200
    }
    assert b"Sign out" in client.get("/").content
