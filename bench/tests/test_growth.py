"""A community made large in the tables is as large as was asked, and its pages show it."""

from xml.etree import ElementTree as ET

import pytest

from bench import curves, drawing
from bench.heaping import add_members, add_topics, lengthen
from bench.loading import Loading
from groundswell.people.models import Member
from groundswell.spaces.gate import actor_for
from groundswell.topics.models import Post, Topic
from groundswell.topics.queries.lists import topic_list
from groundswell.topics.queries.pages import END, post_page


@pytest.mark.wide
@pytest.mark.django_db
def test_each_measure_grows_to_the_size_that_was_asked(loading: Loading) -> None:
    actor = actor_for(loading.reader)
    addresses = lengthen(60)
    grown = Topic.objects.get(title="Of length 60")

    assert set(addresses) == {"first page", "last page"}
    assert Post.objects.filter(topic=grown).count() == grown.reply_count + 1 == 60
    assert Post.objects.filter(topic=grown, is_opening=True).get() == grown.posts.order_by("pk").first()
    assert post_page(actor, grown.pk, END).last == grown.last_post

    add_topics(500)
    add_members(300)

    assert 490 <= Topic.objects.count() <= 500
    assert Topic.objects.exclude(pk__in=Post.objects.filter(is_opening=True).values("topic")).count() == 0
    assert any(topic.title.startswith("Synthetic") for topic in topic_list(actor).topics)
    assert Member.objects.count() == 300


@pytest.mark.once
def test_a_curve_is_an_image_with_a_line_and_a_name_for_each_page() -> None:
    picture = drawing.curves("Growth", [10, 100, 1_000], {"a & b": [1.0, 1.1, 1.0], "c": [1.0, 2.0, 4.0]})

    drawn = ET.fromstring(picture).iter()  # noqa: S314 - our own
    lines = [each.attrib["points"].split() for each in drawn if "points" in each.attrib]

    assert [len(points) for points in lines] == [3, 3]
    assert [
        each for each in ("a &amp; b", ">c<", "1,000", "prefers-color-scheme") if each not in picture
    ] == []
    assert lines[0][0].split(",")[0] == lines[1][0].split(",")[0]


@pytest.mark.once
def test_what_was_grown_is_told_for_each_database() -> None:
    step = {"cpu": {"median": 2.0}, "queries": 7, "bytes": 1}
    slower = {"cpu": {"median": 3.0}, "queries": 7, "bytes": 1}
    curve = {"sizes": [20, 200], "pages": {"first page": [step, slower]}}
    told = curves.report({"SQLite": {"length": curve, "topics": curve, "members": curve}})

    assert told.count("| SQLite, first page | 2.00 (7) | 3.00 (7) | 1.50 |") == 3
