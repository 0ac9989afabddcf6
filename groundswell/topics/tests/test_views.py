"""Reading: lists, a topic, a post's own address, its history, and how far one has read."""

from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from groundswell.kernel.actor import SYSTEM
from groundswell.people.models import Member
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_private_space, make_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.actions.posting import Opening
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import ReadMark, Topic
from groundswell.topics.queries import pages
from groundswell.topics.queries.rows import topic_address
from tests.plugins.cast import ClientFor
from tests.reading import page_of, words_of


def test_the_list_shows_topics_with_the_newest_words_first(
    client_for: ClientFor, commons: Space, cy: Member, dan: Member
) -> None:
    older, newer = (make_topic(cy, title, space=commons) for title in ("The older", "The newer"))
    make_reply(dan, older)

    page = page_of(client_for(None).get("/t/"))

    assert 0 < page.index("The older") < page.index("The newer")
    assert f'href="/t/{newer.pk}/the-newer/"' in page


@pytest.mark.parametrize("address", ["/", "/t/", "/s/{pk}/the-commons/"])
def test_empty_lists_say_a_kind_word(client_for: ClientFor, commons: Space, address: str) -> None:
    page = client_for(None).get(address.format(pk=commons.pk))

    assert page.status_code == 200
    assert "The first words are the hardest." in words_of(page)


def test_a_reader_sees_what_is_new_to_them(
    client_for: ClientFor, commons: Space, cy: Member, dan: Member
) -> None:
    topic = make_topic(cy, "Hello", space=commons)
    read = make_reply(cy, topic)
    actions.mark_read(actor_for(dan), topic, read.pk)
    for author in (cy, cy, dan):
        make_reply(author, topic)
    actions.hide_post(SYSTEM, make_reply(cy, topic), reason="Rude.")
    client = client_for(dan)

    listed, page = words_of(client.get("/t/")), words_of(client.get(f"/t/{topic.pk}/hello/"))

    assert "2 new" in listed
    assert "New since your last visit" in page
    assert "New since your last visit" not in words_of(client_for(cy).get(f"/t/{topic.pk}/hello/"))


def test_a_topic_shows_its_posts_and_where_to_answer(
    client_for: ClientFor, commons: Space, cy: Member, dan: Member
) -> None:
    topic = make_topic(cy, "The drill", space=commons, text="It *runs*.")
    make_reply(dan, topic, "Well done.")

    member, visitor = (client_for(who).get(f"/t/{topic.pk}/the-drill/") for who in (dan, None))

    assert [page.status_code for page in (member, visitor)] == [200, 200]
    assert "<em>runs</em>" in page_of(member)
    assert "Opened by Cyrus" in words_of(member)
    assert f'action="/t/{topic.pk}/replies/"' in page_of(member)
    assert f'action="/t/{topic.pk}/replies/"' not in page_of(visitor)
    assert "Would you like to answer?" in words_of(visitor)


def test_words_in_a_known_language_say_which_and_others_say_nothing(
    client_for: ClientFor, commons: Space, cy: Member
) -> None:
    opening = Opening("¿Qué hace esta pieza?", "Salió de una radio.", language="es")
    topic = actions.open_topic(actor_for(cy), commons, opening)
    make_reply(cy, topic, "It held the dial.")

    page = client_for(None).get(topic_address(topic.pk, topic.title)).content.decode()

    assert '<h1 lang="es" dir="auto">¿Qué' in page
    assert [part.partition(">")[0] for part in page.split('<div class="post-body prose"')[1:]] == [
        ' lang="es" dir="auto" hx-ignore',
        ' dir="auto" hx-ignore',
    ]


@pytest.mark.parametrize("slug", ["", "wrong/", "the-drill-2/", "修理/"])
def test_a_wrong_text_in_an_address_is_set_right(
    client_for: ClientFor, commons: Space, cy: Member, slug: str
) -> None:
    topic = make_topic(cy, "The drill", space=commons)

    answer = client_for(None).get(f"/t/{topic.pk}/{slug}?from=5")

    assert (answer.status_code, answer["Location"]) == (302, f"/t/{topic.pk}/the-drill/?from=5")


@pytest.mark.parametrize(
    "title", ["Žvėrynas", "修理カフェ", "!!!", "Mark", "Title", "Place", "a" * 150, "?next=//evil"]
)
def test_a_topic_stands_at_the_address_that_its_title_gives(
    client_for: ClientFor, commons: Space, cy: Member, title: str
) -> None:
    topic = make_topic(cy, title, space=commons)

    page = client_for(None).get(f"/t/{topic.pk}/", follow=True)

    assert page.status_code == 200
    assert len(page.redirect_chain) == 1
    assert page.resolver_match.view_name == "topics:detail"


def test_no_title_leads_to_another_page_than_its_topic() -> None:
    beside = [word for word in behind_a_number(get_resolver().url_patterns) if word.isalpha()]

    led = {word: resolve(topic_address(7, word)).view_name for word in beside}

    assert {"mark", "replies", "title", "closure", "hiding", "place"} <= set(beside)
    assert set(led.values()) == {"topics:detail"}


def behind_a_number(patterns: list[URLPattern | URLResolver]) -> set[str]:
    found: set[str] = set()
    for each in patterns:
        if isinstance(each, URLResolver):
            found |= behind_a_number(each.url_patterns)
        else:
            found |= {part for part in str(each.pattern).split("/")[2:] if "<" not in part}
    return found


def test_a_post_has_an_address_of_its_own(
    client_for: ClientFor, monkeypatch: pytest.MonkeyPatch, commons: Space, cy: Member
) -> None:
    monkeypatch.setattr(pages, "PAGE", 2)
    topic = make_topic(cy, "Hello", space=commons)
    near, far = make_reply(cy, topic), make_reply(cy, topic)

    led = [client_for(None).get(f"/p/{post.pk}/")["Location"] for post in (near, far)]

    assert led == [
        f"/t/{topic.pk}/hello/#post-{near.pk}",
        f"/t/{topic.pk}/hello/?from={far.pk}#post-{far.pk}",
    ]


def test_an_earlier_wording_is_read_by_whoever_sees_the_post(
    client_for: ClientFor, commons: Space, cy: Member, dan: Member
) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons), "First *words*.")
    actions.edit_post(actor_for(cy), post, "Second words.", reason="Clearer.")

    page = client_for(None).get(f"/p/{post.pk}/history/")
    actions.hide_post(SYSTEM, post, reason="Rude.")
    hidden = [client_for(who).get(f"/p/{post.pk}/history/").status_code for who in (cy, dan, None)]

    assert page.status_code == 200
    assert "First <em>words</em>." in page_of(page)
    assert all(said in words_of(page) for said in ("Second words.", "Clearer."))
    assert hidden == [200, 404, 404]


@pytest.mark.parametrize(
    ("sent", "headers", "status"),
    [
        ({}, {}, 302),
        ({"quiet": "1"}, {"Sec-Fetch-Mode": "cors"}, 204),
        ({"quiet": "1"}, {"Sec-Fetch-Mode": "navigate"}, 302),
    ],
)
def test_a_reader_says_how_far_they_have_read(
    client_for: ClientFor,
    commons: Space,
    cy: Member,
    dan: Member,
    sent: dict[str, str],
    headers: dict[str, str],
    status: int,
) -> None:
    topic = make_topic(cy, "Hello", space=commons)

    answer = client_for(dan).post(f"/t/{topic.pk}/mark/", {"post": topic.last_post, **sent}, headers=headers)

    assert answer.status_code == status
    assert ReadMark.objects.get().post == topic.last_post


@pytest.mark.parametrize("post", ["", "x", "0", "-5", str(2**63), "9" * 5000, "1\x00"])
def test_a_mark_at_no_post_is_refused(client_for: ClientFor, commons: Space, cy: Member, post: str) -> None:
    topic = make_topic(cy, "Hello", space=commons)

    answer = client_for(cy).post(f"/t/{topic.pk}/mark/", {"post": post})

    assert answer.status_code == 422
    assert not ReadMark.objects.exists()


def test_reading_changes_nothing(client_for: ClientFor, commons: Space, cy: Member, dan: Member) -> None:
    topic = make_topic(cy, "Hello", space=commons)
    client = client_for(dan)

    answers = [
        client.get(f"/t/{topic.pk}/{page}/") for page in ("mark", "replies", "closure/end", "hiding/end")
    ]

    assert [answer.status_code for answer in answers] == [405] * 4
    assert client.get(f"/t/{topic.pk}/hello/").status_code == 200
    assert not ReadMark.objects.exists()


def test_a_space_shows_its_topics_and_the_spaces_below_it(
    client_for: ClientFor, commons: Space, cy: Member, dan: Member
) -> None:
    below = make_space("The shelf", parent=commons)
    make_private_space(cy, parent=commons, name="The drawer")
    make_topic(cy, "On the bench", space=commons)
    make_topic(cy, "On the shelf", space=below)

    seen = {who: words_of(client_for(who).get(f"/s/{commons.pk}/the-commons/")) for who in (cy, dan, None)}

    assert all("On the bench" in page and "The shelf" in page for page in seen.values())
    assert not any("On the shelf" in page for page in seen.values())
    assert {who: "The drawer" in page for who, page in seen.items()} == {cy: True, dan: False, None: False}


def test_a_wrong_text_in_the_address_of_a_space_is_set_right(client_for: ClientFor, commons: Space) -> None:
    answers = [client_for(None).get(f"/s/{commons.pk}/{text}") for text in ("", "wrong/")]

    assert [answer["Location"] for answer in answers] == [f"/s/{commons.pk}/the-commons/"] * 2


@pytest.mark.parametrize("who", ["ada", "bea", "cy", "dan", "nobody"])
def test_what_one_may_do_is_offered_and_nothing_else(
    request: pytest.FixtureRequest, client_for: ClientFor, commons: Space, cy: Member, who: str
) -> None:
    topic = make_topic(cy, "Hello", space=commons)
    post = make_reply(cy, topic)

    page: Any = page_of(client_for(request.getfixturevalue(who)).get(f"/t/{topic.pk}/hello/"))

    offered = {
        verb: f"/{path}/" in page
        for verb, path in {
            "edit": f"p/{post.pk}/edit",
            "hide": f"p/{post.pk}/hiding",
            "react": f"p/{post.pk}/heart",
            "title": f"t/{topic.pk}/title",
            "close": f"t/{topic.pk}/closure",
            "move": f"t/{topic.pk}/place",
            "reply": f"t/{topic.pk}/replies",
        }.items()
    }
    moderator = {
        "edit": False,
        "hide": True,
        "react": True,
        "title": True,
        "close": True,
        "move": True,
        "reply": True,
    }
    author = moderator | {"edit": True, "hide": False, "react": False, "move": False}
    reader = dict.fromkeys(offered, False) | {"react": True, "reply": True}
    nobody = dict.fromkeys(offered, False)
    assert offered == {"ada": moderator, "bea": moderator, "cy": author, "dan": reader, "nobody": nobody}[who]
    assert Topic.objects.count() == 1
