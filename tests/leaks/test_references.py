"""A post that quotes, names or links what its reader may not see gives nothing of it away."""

from collections.abc import Callable

import pytest

from groundswell.people.models import Member
from groundswell.spaces.gate import actor_for
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Post, Topic
from tests.leaks.browsing import Answer, Browser
from tests.leaks.fixtures import BrowserFor
from tests.leaks.test_gone import lists_and_topics
from tests.leaks.world import Role, World

HIDDEN = ["hidden reply", "private reply", "reply in hidden", "opening of hidden", "opening of private"]


def quoted(post: Post) -> str:
    lines = "\n".join(f"> {line}" for line in post.source.split("\n"))
    return f"> [{post.author.name}](/p/{post.pk}/) wrote:\n>\n{lines}\n\nI agree."


def linked(post: Post) -> str:
    return f"See /p/{post.pk}/ and http://localhost:8000/t/{post.topic_id}/, [there](/t/{post.topic_id}/x/)."


def both(post: Post) -> str:
    in_a_list = quoted(post).replace("\n", "\n  ")
    return f"> > {post.pk}\n\n{quoted(post)}\n\n{linked(post)}\n\n- {in_a_list}"


WAYS: dict[str, Callable[[Post], str]] = {"quoted": quoted, "linked": linked, "both": both}


@pytest.fixture
def moderator(world: World) -> Member:
    """Somebody who sees what is hidden, and speaks of it where everybody listens."""
    return world.people[Role.MODERATOR]


def speak(world: World, moderator: Member, text: str) -> None:
    """As a reply, as a topic of its own, and in words that were changed since."""
    topic = Topic.objects.get(pk=world.find("topic", "open").value)
    make_reply(moderator, topic, text)
    make_topic(moderator, "What I read elsewhere", space=Space.objects.get(pk=topic.space_id), text=text)
    changed = make_reply(moderator, topic, text)
    actions.edit_post(actor_for(moderator), changed, f"{text}\n\nMore.")
    actions.edit_post(actor_for(moderator), changed, "Nothing any more.")


@pytest.mark.parametrize("label", HIDDEN)
@pytest.mark.parametrize("way", WAYS)
def test_words_about_a_hidden_post_tell_outsiders_nothing(
    world: World, moderator: Member, *, label: str, way: str
) -> None:
    post = Post.objects.select_related("author").get(pk=world.find("post", label).value)
    speak(world, moderator, WAYS[way](post))

    pages = [
        page for role in (Role.MEMBER, Role.VISITOR) for page in where_they_stand(world, moderator, role)
    ]

    assert sum("I agree." in page.body or "See " in page.body for page in pages) > 6
    assert {str(page): told for page in pages if (told := leaked(world, page, post))} == {}


def where_they_stand(world: World, moderator: Member, role: Role) -> list[Answer]:
    """The lists, and every page of every post of the speaker."""
    browser = Browser(world, role)
    posts = Post.objects.filter(author=moderator).values_list("pk", flat=True)
    paths = [f"/p/{pk}/{page}" for pk in posts for page in ("", "history/", "edit/")]
    commons = world.find("space", "commons").value
    pages = [browser.get(path) for path in [*paths, "/", "/t/", f"/s/{commons}/", f"/m/{moderator.handle}/"]]
    return [*pages, *(browser.get(page.leads_to) for page in pages if page.leads_to)]


def leaked(world: World, page: Answer, post: Post) -> list[str]:
    """What is told besides the bare number, which the speaker wrote down themselves."""
    numbers = {str(post.pk), str(post.topic_id)}
    return [
        what
        for what in world.not_for(page.role, page.told)
        if not any(canary.what == what and canary.text in numbers for canary in world.canaries.values())
    ]


def test_those_who_may_see_it_read_it_in_the_quotation(
    world: World, browser: BrowserFor, moderator: Member
) -> None:
    post = Post.objects.select_related("author").get(pk=world.find("post", "hidden reply").value)
    topic = Topic.objects.get(pk=world.find("topic", "open").value)
    reply = make_reply(moderator, topic, quoted(post))

    page = browser(Role.STEWARD).get(browser(Role.STEWARD).get(f"/p/{reply.pk}/").leads_to)

    assert page.body.count("quote-author") == 1


def test_an_answer_to_a_hidden_post_does_not_say_what_it_answers(world: World) -> None:
    hidden = Post.objects.get(pk=world.find("post", "hidden reply").value)
    topic = Topic.objects.get(pk=hidden.topic_id)
    Post.objects.filter(pk=hidden.pk).update(is_hidden=False)
    make_reply(world.people[Role.MEMBER], topic, "I disagree.", to=hidden)
    Post.objects.filter(pk=hidden.pk).update(is_hidden=True)

    pages = [page for role in (Role.MEMBER, Role.VISITOR) for page in lists_and_topics(world, role)]

    assert any("I disagree." in page.body for page in pages)
    assert {str(page): told for page in pages if (told := world.not_for(page.role, page.told))} == {}


def test_a_mention_is_no_way_in(world: World, browser: BrowserFor) -> None:
    """The world's hidden posts name everybody: what waits for them on the home page is only what is open."""
    home = browser(Role.MEMBER).get("/")

    assert world.not_for(Role.MEMBER, home.told) == []
