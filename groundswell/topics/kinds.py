"""The registry of kinds: what a topic can be, and where a kind may add to the pages that all share.

A kind is a feature folder. It registers itself when its app is ready and fills the slots it needs;
each slot that reads is batched, one query for a page of topics.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groundswell.kernel.actor import Actor
from groundswell.kernel.policy import Verdict
from groundswell.kernel.registry import Registry
from groundswell.spaces.models import Space
from groundswell.spaces.policies import SpacePolicy
from groundswell.topics.models import Topic
from groundswell.topics.queries.rows import TopicRow


@dataclass(frozen=True, slots=True)
class Badge:
    """A word about a topic in lists and above its title."""

    label: str | Promise
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Panel:
    """A piece of page: a template of the kind's own, and what it shows."""

    template: str
    context: Mapping[str, Any]


def _may_open_any(actor: Actor, space: Space) -> Verdict:
    return SpacePolicy(actor, space).open_topic()


def _nothing_more(_actor: Actor, _topic: Topic, _values: Mapping[str, Any]) -> None:
    """A plain kind keeps nothing beside its topic."""


def _no_panels(_actor: Actor, _topics: Sequence[int]) -> Mapping[int, Panel]:
    return {}


def _as_it_is(posting: Mapping[str, Any], _panel: Panel | None) -> Mapping[str, Any]:
    return posting


def _nothing_at_home(_actor: Actor) -> Sequence[Panel]:
    return ()


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind declares. The plain kind needs no badge.

    Measures of answering pass over a kind that wants none. `structured` completes what machines are told of a
    topic, in the words of schema.org, from what its page shows already.
    """

    name: str
    label: str | Promise
    invitation: str | Promise
    badge: Badge | None = None
    order: int = 100
    may_open: Callable[[Actor, Space], Verdict] = _may_open_any
    opening_form: type[forms.Form] | None = None
    opened: Callable[[Actor, Topic, Mapping[str, Any]], None] = _nothing_more
    panels: Callable[[Actor, Sequence[int]], Mapping[int, Panel]] = _no_panels
    at_home: Callable[[Actor], Sequence[Panel]] = _nothing_at_home
    wants_answer: bool = True
    structured: Callable[[Mapping[str, Any], Panel | None], Mapping[str, Any]] = _as_it_is


kinds: Registry[Kind] = Registry("kinds of topics")

DISCUSSION = kinds.add(
    "discussion",
    Kind("discussion", _("Discussion"), _("Say what is on your mind, or ask what others think."), order=0),
)


def kind_of(name: str) -> Kind:
    """The kind of this name, or the plain one where its feature has been taken away."""
    return kinds.get(name) or DISCUSSION


def badges_of(topics: Iterable[TopicRow]) -> Mapping[int, Sequence[Badge]]:
    """What the kinds of these topics say of them, by topic."""
    said = ((topic.id, kind_of(topic.kind).badge) for topic in topics)
    return {topic: (badge,) for topic, badge in said if badge}


def openable_kinds(actor: Actor, space: Space) -> list[Kind]:
    """The kinds of which the actor may open a topic in the space."""
    return sorted((kind for kind in kinds if kind.may_open(actor, space)), key=lambda kind: kind.order)
