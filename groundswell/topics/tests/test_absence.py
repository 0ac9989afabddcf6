"""What one may not see is answered exactly as what never was."""

import pytest

from groundswell.kernel.actor import SYSTEM
from groundswell.people.models import Member
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_private_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.actions.posting import Opening
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Post
from tests.plugins.cast import ClientFor
from tests.reading import page_of

pytestmark = pytest.mark.wide

NOWHERE = [2**62, 2**63, 2**80, 0]
TOPIC_PAGES = [
    "",
    "hello/",
    "mark/",
    "replies/",
    "title/",
    "closure/",
    "closure/end/",
    "hiding/",
    "hiding/end/",
    "place/",
]
POST_PAGES = ["", "edit/", "history/", "heart/", "thanks/", "hiding/", "hiding/end/"]
POSTED = ("mark/", "replies/", "end/", "heart/", "thanks/")


@pytest.mark.parametrize("how", ["in a private space", "hidden", "among others"])
@pytest.mark.parametrize(
    "page", [*(f"t:{page}" for page in TOPIC_PAGES), *(f"p:{page}" for page in POST_PAGES)]
)
def test_what_is_hidden_and_what_never_was_are_the_same(
    client_for: ClientFor, commons: Space, cy: Member, dan: Member, page: str, how: str
) -> None:
    post = hidden_post(commons, cy, how)
    letter, _colon, rest = page.partition(":")
    client = client_for(dan)
    ask = client.post if rest.endswith(POSTED) else client.get
    there = post.topic_id if letter == "t" else post.pk

    answers = [ask(f"/{letter}/{number}/{rest}") for number in (there, *NOWHERE)]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert len({page_of(answer).replace(str(there), "N") for answer in answers}) == 1


def hidden_post(commons: Space, author: Member, how: str) -> Post:
    if how == "in a private space":
        return make_reply(author, make_topic(author, "Hello", space=make_private_space(author)))
    if how == "hidden":
        post = make_reply(author, make_topic(author, "Hello", space=commons))
        actions.hide_topic(SYSTEM, post.topic, reason="Rude.")
        return post
    opening = Opening("Hello", "Words.", participants=[author])
    return make_reply(author, actions.open_topic(actor_for(author), commons, opening))
