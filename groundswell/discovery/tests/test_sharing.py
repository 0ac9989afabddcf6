"""The picture of a topic, and its card."""

import io
import json
from collections import deque
from urllib.parse import quote

import pytest
from django.test import Client
from PIL import Image

from groundswell.community.actions import Description, change_stage, describe_community
from groundswell.community.models import Community, Stage
from groundswell.discovery import picture
from groundswell.discovery.drawing import HEIGHT, WIDTH
from groundswell.discovery.tests.reading import head_of
from groundswell.discovery.words import first_words
from groundswell.kernel.actor import SYSTEM
from groundswell.people.models import Member
from groundswell.spaces.actions import change_space
from groundswell.spaces.audiences import Audiences
from groundswell.spaces.make import make_private_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.make import make_topic
from groundswell.topics.models import Topic
from tests.plugins.cast import ClientFor

ORIGIN = "http://localhost:8000"


@pytest.fixture
def drill(cy: Member, commons: Space) -> Topic:
    return make_topic(cy, "The drill", space=commons, text="It runs.")


def picture_path(topic: Topic, slug: str = "the-drill") -> str:
    address = head_of(Client(), f"/t/{topic.pk}/{slug}/").meta("og:image")
    assert address
    return address.removeprefix(ORIGIN)


def test_a_topic_has_a_picture_of_the_size_that_is_told(drill: Topic) -> None:
    answer = Client().get(picture_path(drill))

    shown = Image.open(io.BytesIO(answer.getvalue()))
    assert (answer.status_code, answer["Content-Type"], shown.format) == (200, "image/png", "PNG")
    assert shown.size == (WIDTH, HEIGHT) == (1200, 630)
    assert len(answer.content) < 60_000


def test_whoever_has_it_gets_nothing_again(drill: Topic) -> None:
    path = picture_path(drill)
    first = Client().get(path)

    again = Client().get(path, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == again["Cache-Control"] == "public, max-age=86400"


def test_no_address_draws_words_that_no_topic_has(drill: Topic) -> None:
    answer = Client().get(f"/t/{drill.pk}/picture/any-words-at-all.png")

    assert (answer.status_code, answer["Location"]) == (302, picture_path(drill))


def test_another_title_name_or_colour_is_another_picture(drill: Topic) -> None:
    first = picture_path(drill)
    actions.change_title(SYSTEM, drill, "The saw")
    second = head_of(Client(), f"/t/{drill.pk}/the-saw/").meta("og:image")
    describe_community(SYSTEM, Description("Riverbend Repair", hue=35))
    third = head_of(Client(), f"/t/{drill.pk}/the-saw/").meta("og:image")

    assert len({first, second, third}) == 3
    assert Client().get(first).status_code == 302


def test_what_visitors_cannot_see_has_no_picture(
    cy: Member, commons: Space, drill: Topic, client_for: ClientFor
) -> None:
    path = picture_path(drill)
    secret = make_topic(cy, "Secret", space=make_private_space(cy))
    actions.hide_topic(SYSTEM, drill, reason="Rude.")

    assert Client().get(path).status_code == 404
    assert client_for(cy).get(path).status_code == 404
    assert client_for(cy).get(f"/t/{secret.pk}/picture/x.png").status_code == 404
    assert Client().get("/t/5/picture/x.png").status_code == 404


def test_search_engines_pass_by_the_picture_of_an_unlisted_topic(commons: Space, drill: Topic) -> None:
    path = picture_path(drill)
    before = Client().get(path)

    change_space(SYSTEM, commons, name="C", about="", audiences=Audiences(), is_unlisted=True)

    assert "X-Robots-Tag" not in before
    assert Client().get(path)["X-Robots-Tag"] == "noindex"


def test_a_private_community_has_no_pictures(drill: Topic) -> None:
    path = picture_path(drill)
    change_stage(SYSTEM, Stage.PRIVATE)

    assert Client().get(path).status_code == 404


def test_a_picture_is_drawn_once(drill: Topic) -> None:
    path = picture_path(drill)
    picture._kept.cache_clear()

    for _time in range(3):
        Client().get(path)

    assert picture._kept.cache_info()[:2] == (2, 1)


def test_whoever_would_wait_long_is_asked_to_come_again(
    drill: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "_PATIENCE", 0.01)
    path = picture_path(drill)

    with picture._one_at_a_time:
        answer = Client().get(path)

    assert (answer.status_code, "Retry-After" in answer) == (429, True)


def test_a_process_draws_so_many_a_minute_and_shows_what_it_has(
    cy: Member, commons: Space, drill: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture._kept.cache_clear()
    monkeypatch.setattr(picture, "_drawn_at", deque())
    monkeypatch.setattr(picture, "_MOST_A_MINUTE", 1)
    saw = make_topic(cy, "The saw", space=commons)
    first, second = picture_path(drill), picture_path(saw, "the-saw")

    statuses = [Client().get(path).status_code for path in (first, second, first)]

    assert statuses == [200, 429, 200]
    picture._drawn_at[0] -= 60
    assert Client().get(second).status_code == 200


def card(address: str, query: str = "", client: Client | None = None) -> tuple[int, dict[str, object]]:
    answer = (client or Client()).get(f"/oembed?url={quote(address)}{query}")
    is_json = answer["Content-Type"] == "application/json"
    return answer.status_code, json.loads(answer.content) if is_json else {}


def test_a_topic_has_a_card(drill: Topic) -> None:
    address = f"{ORIGIN}/t/{drill.pk}/the-drill/"
    status, told = card(address)

    assert status == 200
    assert (told["version"], told["type"], told["title"]) == ("1.0", "rich", "The drill")
    assert (told["author_name"], told["author_url"]) == ("Cyrus", f"{ORIGIN}/m/cyrus/")
    assert (told["width"], told["height"], told["thumbnail_width"]) == (600, 240, WIDTH)
    assert told["html"] == (
        f'<blockquote cite="{address}"><p>It runs.</p><footer>'
        f'<cite><a href="{address}">The drill</a></cite> · Cyrus</footer></blockquote>'
    )


def test_a_narrow_place_gets_a_narrow_card_without_a_picture(drill: Topic) -> None:
    _status, told = card(f"{ORIGIN}/t/{drill.pk}/", "&maxwidth=320")

    assert (told["width"], "thumbnail_url" in told) == (320, False)


def test_what_members_write_stays_words(cy: Member, commons: Space) -> None:
    topic = make_topic(cy, "<img src=x onerror=alert(1)>", space=commons, text="`<script>`")
    _status, told = card(f"{ORIGIN}/t/{topic.pk}/")

    assert "<img" not in str(told["html"])
    assert "&lt;script&gt;" in str(told["html"])


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nonsense",
        "http://[",
        "http://evil.example/t/{pk}/",
        "http://localhost:8000@evil.example/t/{pk}/",
        "https://localhost:8000/t/{pk}/",
        "http://localhost:8000/t/5/",
        "http://localhost:8000/t/99999999999999999999/",
        "http://localhost:8000/",
    ],
)
def test_only_topics_of_our_own_have_cards(drill: Topic, address: str) -> None:
    assert card(address.format(pk=drill.pk))[0] == 404


def test_a_hidden_topic_has_no_card_for_anybody(cy: Member, drill: Topic, client_for: ClientFor) -> None:
    actions.hide_topic(SYSTEM, drill, reason="Rude.")

    assert card(f"{ORIGIN}/t/{drill.pk}/")[0] == 404
    assert card(f"{ORIGIN}/t/{drill.pk}/", client=client_for(cy))[0] == 404


def test_cards_are_json_alone(community: Community) -> None:
    assert Client().get("/oembed?format=xml").status_code == 501


@pytest.mark.once
@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>It <strong>runs</strong>.</p>", "It runs."),
        ('<blockquote class="quote"><p>Not mine</p></blockquote><p>Mine</p>', "Mine"),
        ("<blockquote><blockquote>x</blockquote>y</blockquote>z", "z"),
        ("<blockquote>never closed", ""),
        ('<p>Ask <a href="/m/x/"><bdi>@Dan</bdi></a>, &amp; wait</p>', "Ask @Dan, & wait"),
        ("<p>" + "word " * 500 + "</p>", None),
        (f"<blockquote>{'x' * 5_960}</blockquote>Mine <a href='/a/long/address/'>there</a>", "Mine"),
    ],
)
def test_first_words_are_plain_and_ones_own(html: str, words: str | None) -> None:
    found = first_words(html, 100)

    assert len(found) <= 101
    assert words is None or found == words
