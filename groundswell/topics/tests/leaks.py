"""Topics and posts that are not for everybody: hidden, in a private space, or among participants."""

from typing import Any

from groundswell.kernel.actor import SYSTEM
from groundswell.spaces.gate import actor_for
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.actions.posting import Opening
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Post, Topic
from tests.leaks.features import OWNER, RUNNER, form, page
from tests.leaks.world import ALL, INSIDE, NOBODY, PEOPLE, TEAM, Role, Thing, World

_INSIDER = frozenset({Role.INSIDER})
_OURS = {OWNER, RUNNER}


def _bench(world: World) -> dict[str, str]:
    return {"space": str(world.find("space", "bench").value)}


def _mark(world: World) -> dict[str, str]:
    return {"post": str(2**62)}


ROUTES = {
    "topics:list": page("?before=4611686018427387904", "?after=1"),
    "topics:choose": page(),
    "topics:new": form({"title": "Hello", "text": "Words.", "submission": "one", "kind": ""}, space="space"),
    "topics:short_space": page(pk="space"),
    "topics:space": page("?before=4611686018427387904", pk="space", slug="slug"),
    "topics:short": page("?end", "?from=5", "?before=4611686018427387904", pk="topic"),
    "topics:mark": form(_mark, pk="topic"),
    "topics:reply": form({"text": "Words.", "submission": "one", "reply_to": ""}, pk="topic"),
    "topics:title": form({"title": "Another title"}, _OURS, pk="topic"),
    "topics:close": form({"reason": "Settled."}, _OURS, pk="topic"),
    "topics:reopen": form({}, _OURS, pk="topic"),
    "topics:hide": form({"reason": "Rude."}, {RUNNER}, pk="topic"),
    "topics:restore": form({}, {RUNNER}, pk="topic"),
    "topics:move": form(_bench, {RUNNER}, pk="topic"),
    "topics:detail": page(pk="topic", slug="slug"),
    "topics:post": page(pk="post"),
    "topics:edit": form({"text": "Other words.", "reason": "Better."}, {OWNER}, pk="post"),
    "topics:history": page(pk="post"),
    "topics:heart": form({"act": "give"}, pk="post"),
    "topics:thanks": form({"act": "give"}, pk="post"),
    "topics:hide_post": form({"reason": "Rude."}, {RUNNER}, pk="post"),
    "topics:restore_post": form({}, {RUNNER}, pk="post"),
}

EXEMPT = {
    "topics.topic.kind": "one of the code's own names",
    "topics.topic.language": "the code of a language",
    "topics.post.language": "the code of a language",
}


def lay(world: World) -> None:
    world.thing("slug", Thing("none", "-", always=ALL))
    topic = _topic(world, "open", "commons", Role.MEMBER, ALL)
    _reply(world, "reply", topic, Role.OUTSIDER, ALL)
    answer = _reply(world, "edited reply", topic, Role.MEMBER, ALL)
    _edit(world, answer, "an edited reply", Role.MEMBER, ALL)
    _topic(world, "first", "bench", Role.INSIDER, ALL)  # nobody has answered: a welcome waits for it
    closed = _topic(world, "closed", "commons", Role.MEMBER, ALL)
    actions.close_topic(SYSTEM, closed, reason=world.word("why a topic is closed"))


def hide(world: World) -> None:
    _in_spaces(world)
    _hidden(world)
    _among_participants(world)


def _in_spaces(world: World) -> None:
    topic = _topic(world, "private", "private", Role.INSIDER, INSIDE)
    reply = _reply(world, "private reply", topic, Role.INSIDER, INSIDE)
    _edit(world, reply, "a private reply", Role.INSIDER, INSIDE)
    actions.close_topic(SYSTEM, topic, reason=world.word("why a private topic is closed", INSIDE))
    _topic(world, "inner", "inner", Role.INSIDER, INSIDE)
    runners = TEAM | {Role.OUTSIDER}
    _topic(world, "other", "other", Role.OUTSIDER, runners, runners)


def _hidden(world: World) -> None:
    """Their author sees them, and so do those who run the place."""
    topic = _topic(world, "hidden", "commons", Role.INSIDER, INSIDE)
    _reply(world, "reply in hidden", topic, Role.INSIDER, INSIDE)
    actions.hide_topic(SYSTEM, topic, reason=world.word("why a topic is hidden", INSIDE))
    open_topic = Topic.objects.get(pk=world.find("topic", "open").value)
    post = _reply(world, "hidden reply", open_topic, Role.INSIDER, INSIDE)
    _edit(world, post, "a hidden reply", Role.INSIDER, INSIDE)
    actions.hide_post(SYSTEM, post, reason=world.word("why a post is hidden", INSIDE))


def _among_participants(world: World) -> None:
    insider = world.people[Role.INSIDER]
    opening = Opening(
        world.word("the title of a topic among participants", _INSIDER),
        _naming_all(world, world.word("a topic among participants", _INSIDER)),
        participants=[insider],
        submission=world.word("the name of a sending", NOBODY),
    )
    topic = actions.open_topic(actor_for(insider), _space(world, "commons"), opening)
    _note(world, "participants", topic, Role.INSIDER, _INSIDER, NOBODY)
    post = _reply(world, "participants' reply", topic, Role.INSIDER, _INSIDER, NOBODY)
    _edit(world, post, "a reply among participants", Role.INSIDER, _INSIDER)


def _topic(
    world: World,
    label: str,
    space: str,
    author: Role,
    to: frozenset[Role],
    runners: frozenset[Role] = TEAM,
) -> Topic:
    title = world.word(f"the title of the {label} topic", to)
    text = _naming_all(world, world.word(f"the text of the {label} topic", to))
    topic = make_topic(world.people[author], title, space=_space(world, space), text=text)
    _note(world, label, topic, author, to, runners)
    return topic


def _reply(
    world: World,
    label: str,
    topic: Topic,
    author: Role,
    to: frozenset[Role],
    runners: frozenset[Role] = TEAM,
) -> Post:
    text = _naming_all(world, world.word(f"the text of the {label}", to))
    post = make_reply(world.people[author], topic, text)
    _keep(world, "post", Thing(label, post.pk, to, author, runners))
    return post


def _edit(world: World, post: Post, what: str, author: Role, to: frozenset[Role]) -> None:
    reason = world.word(f"why {what} was changed", to)
    text = f"{post.source} {world.word(f'the new words of {what}', to)}"
    actions.edit_post(actor_for(world.people[author]), post, text, reason=reason)
    changed = _naming_all(world, world.word(f"the newest words of {what}", to))
    actions.edit_post(actor_for(world.people[author]), post, changed)


def _note(world: World, label: str, topic: Topic, author: Role, to: frozenset[Role], runners: Any) -> None:
    opening = Post.objects.get(topic=topic, is_opening=True)
    _keep(world, "topic", Thing(label, topic.pk, to, author, runners))
    _keep(world, "post", Thing(f"opening of {label}", opening.pk, to, author, runners))


def _keep(world: World, noun: str, thing: Thing) -> None:
    keep = world.thing if thing.to == ALL else world.hidden_thing
    keep(noun, thing)


def _naming_all(world: World, text: str) -> str:
    """Words that name everybody: a mention must not tell them what they may not see."""
    return " ".join([text, *(f"@{world.people[role].handle}" for role in sorted(PEOPLE))])


def _space(world: World, label: str) -> Space:
    return Space.objects.get(pk=world.find("space", label).value)
