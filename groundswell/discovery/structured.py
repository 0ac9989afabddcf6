"""What machines are told in the words of schema.org, as plain dictionaries.

Of topics: the properties that Google asks for and recommends on its page "Discussion forum
(DiscussionForumPosting) structured data"; they stand as a table in this feature's tests.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from groundswell.community.queries import ThisCommunity
from groundswell.discovery.reach import absolute
from groundswell.discovery.words import first_words
from groundswell.spaces.queries import SpaceName
from groundswell.topics.queries.heads import TopicHead
from groundswell.topics.queries.pages import PostPage
from groundswell.topics.queries.rows import Person, PostRow

Thing = Mapping[str, Any]
_MOST_TEXT = 1_000


def site(community: ThisCommunity) -> Sequence[Thing]:
    """The community as an organisation and as a place on the web."""
    home = absolute("/")
    organisation = {"@type": "Organization", "@id": f"{home}#us", "name": community.name, "url": home}
    if community.purpose:
        organisation["description"] = community.purpose
    if community.logo_url:
        organisation["logo"] = absolute(community.logo_url)
    website = {"@type": "WebSite", "name": community.name, "url": home, "inLanguage": community.language}
    return [organisation, {**website, "publisher": {"@type": "Organization", "@id": f"{home}#us"}}]


def path_to(community: ThisCommunity, *steps: tuple[str, str]) -> Thing:
    """The way from the front page, as pairs of a name and a path."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
        for place, (name, path) in enumerate([(community.name, "/"), *steps], start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def posting(head: TopicHead, page: PostPage, space: SpaceName) -> Thing:
    """A topic with the posts of one page. On a later page its own words stand behind its address."""
    opening = next((post for post in page.posts if post.is_opening), None)
    counts = [_count("CommentAction", head.reply_count)]
    told = {
        "@type": "DiscussionForumPosting",
        "headline": head.title,
        "url": absolute(head.address),
        "author": _person(head.author),
        "datePublished": head.opened_at.isoformat(),
        "isPartOf": {"@type": "CollectionPage", "name": space.name, "url": absolute(space.address)},
        "commentCount": head.reply_count,
        "interactionStatistic": counts,
        "comment": [_comment(post) for post in page.posts if post.html and not post.is_opening],
    }
    if opening:
        told |= _words(opening)
        counts.append(_count("LikeAction", opening.all_hearts))
    return told


def _comment(post: PostRow) -> Thing:
    return {
        "@type": "Comment",
        "url": absolute(f"/p/{post.id}/"),
        "author": _person(post.author),
        "datePublished": post.written_at.isoformat(),
        "interactionStatistic": _count("LikeAction", post.all_hearts),
        **_words(post),
    }


def _words(post: PostRow) -> Thing:
    edited = {"dateModified": post.edited_at.isoformat()} if post.edited_at else {}
    return {"text": first_words(post.html, _MOST_TEXT), **edited}


def _person(person: Person) -> Thing:
    told = {"@type": "Person", "name": person.name}
    return {**told, "url": absolute(person.address)} if person.address else told


def _count(of: str, count: int) -> Thing:
    kind = f"https://schema.org/{of}"
    return {"@type": "InteractionCounter", "interactionType": kind, "userInteractionCount": count}
