import pytest

from groundswell.kernel.actor import SYSTEM
from groundswell.kernel.policy import Verdict
from groundswell.people.models import Member
from groundswell.spaces import actions as spaces
from groundswell.spaces.audiences import MEMBERS, TEAM, Audiences
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_private_space, make_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Post, Topic
from groundswell.topics.policies import PostPolicy, TopicPolicy

CAST = ["ada", "bea", "cy", "dan", "eve", "nobody"]
SIGN_IN = "Sign in to take part."
CLOSED = "This topic is closed. You can still read it."
HIDDEN = "This topic is hidden, so it stays as it is."
NOT_MINE = "This is not your topic."
MODS = "Only moderators do this."
RUNS = "Only its author and moderators close a topic."
NOT_CLOSED = "This topic is not closed."
NOT_HIDDEN = "This topic is not hidden."
HIDDEN_ALREADY = "This topic is hidden already."

TOPIC_VERBS = ["reply", "change_title", "close", "reopen", "hide", "restore", "move", "mark_read"]
TOPIC_TABLE = {
    ("open", "ada"): ["", "", "", NOT_CLOSED, "", NOT_HIDDEN, "", ""],
    ("open", "bea"): ["", "", "", NOT_CLOSED, "", NOT_HIDDEN, "", ""],
    ("open", "cy"): ["", "", "", NOT_CLOSED, MODS, MODS, MODS, ""],
    ("open", "dan"): ["", NOT_MINE, RUNS, RUNS, MODS, MODS, MODS, ""],
    ("open", "eve"): [SIGN_IN, SIGN_IN, RUNS, RUNS, MODS, MODS, MODS, SIGN_IN],
    ("open", "nobody"): [SIGN_IN, SIGN_IN, RUNS, RUNS, MODS, MODS, MODS, SIGN_IN],
    ("closed", "ada"): [CLOSED, "", CLOSED, "", "", NOT_HIDDEN, "", ""],
    ("closed", "bea"): [CLOSED, "", CLOSED, "", "", NOT_HIDDEN, "", ""],
    ("closed", "cy"): [CLOSED, CLOSED, CLOSED, "", MODS, MODS, MODS, ""],
    ("closed", "dan"): [CLOSED, NOT_MINE, RUNS, RUNS, MODS, MODS, MODS, ""],
    ("closed", "eve"): [SIGN_IN, SIGN_IN, RUNS, RUNS, MODS, MODS, MODS, SIGN_IN],
    ("closed", "nobody"): [SIGN_IN, SIGN_IN, RUNS, RUNS, MODS, MODS, MODS, SIGN_IN],
    ("hidden", "ada"): [HIDDEN, "", "", NOT_CLOSED, HIDDEN_ALREADY, "", "", ""],
    ("hidden", "bea"): [HIDDEN, "", "", NOT_CLOSED, HIDDEN_ALREADY, "", "", ""],
    ("hidden", "cy"): [HIDDEN, HIDDEN, "", NOT_CLOSED, MODS, MODS, MODS, ""],
    ("hidden", "dan"): [HIDDEN, NOT_MINE, RUNS, RUNS, MODS, MODS, MODS, ""],
    ("hidden", "eve"): [SIGN_IN, SIGN_IN, RUNS, RUNS, MODS, MODS, MODS, SIGN_IN],
    ("hidden", "nobody"): [SIGN_IN, SIGN_IN, RUNS, RUNS, MODS, MODS, MODS, SIGN_IN],
}
OWN = "This is your own post."
AUTHOR_ONLY = "Only its author changes a post."
POST_HIDDEN = "This post is hidden."
HIDDEN_KEPT = "This post is hidden, so it cannot be changed."
WHOLE = "Hide the whole topic instead."
POST_ALREADY = "This post is hidden already."
POST_SHOWN = "This post is not hidden."
POST_VERBS = ["react", "withdraw_reaction", "edit", "see_history", "hide", "restore"]
POST_TABLE = {
    ("reply", "ada"): ["", "", AUTHOR_ONLY, "", "", POST_SHOWN],
    ("reply", "bea"): ["", "", AUTHOR_ONLY, "", "", POST_SHOWN],
    ("reply", "cy"): [OWN, "", "", "", MODS, MODS],
    ("reply", "dan"): ["", "", AUTHOR_ONLY, "", MODS, MODS],
    ("reply", "eve"): [SIGN_IN, SIGN_IN, AUTHOR_ONLY, "", MODS, MODS],
    ("reply", "nobody"): [SIGN_IN, SIGN_IN, AUTHOR_ONLY, "", MODS, MODS],
    ("hidden", "ada"): [POST_HIDDEN, "", AUTHOR_ONLY, "", POST_ALREADY, ""],
    ("hidden", "bea"): [POST_HIDDEN, "", AUTHOR_ONLY, "", POST_ALREADY, ""],
    ("hidden", "cy"): [POST_HIDDEN, "", HIDDEN_KEPT, "", MODS, MODS],
    ("hidden", "dan"): [POST_HIDDEN, "", AUTHOR_ONLY, POST_HIDDEN, MODS, MODS],
    ("hidden", "eve"): [SIGN_IN, SIGN_IN, AUTHOR_ONLY, POST_HIDDEN, MODS, MODS],
    ("hidden", "nobody"): [SIGN_IN, SIGN_IN, AUTHOR_ONLY, POST_HIDDEN, MODS, MODS],
    ("opening", "ada"): ["", "", AUTHOR_ONLY, "", WHOLE, POST_SHOWN],
    ("opening", "bea"): ["", "", AUTHOR_ONLY, "", WHOLE, POST_SHOWN],
    ("opening", "cy"): [OWN, "", "", "", MODS, MODS],
    ("opening", "dan"): ["", "", AUTHOR_ONLY, "", MODS, MODS],
    ("opening", "eve"): [SIGN_IN, SIGN_IN, AUTHOR_ONLY, "", MODS, MODS],
    ("opening", "nobody"): [SIGN_IN, SIGN_IN, AUTHOR_ONLY, "", MODS, MODS],
    ("in closed", "ada"): ["", "", AUTHOR_ONLY, "", "", POST_SHOWN],
    ("in closed", "bea"): ["", "", AUTHOR_ONLY, "", "", POST_SHOWN],
    ("in closed", "cy"): [OWN, "", CLOSED, "", MODS, MODS],
    ("in closed", "dan"): ["", "", AUTHOR_ONLY, "", MODS, MODS],
    ("in closed", "eve"): [SIGN_IN, SIGN_IN, AUTHOR_ONLY, "", MODS, MODS],
    ("in closed", "nobody"): [SIGN_IN, SIGN_IN, AUTHOR_ONLY, "", MODS, MODS],
    ("in hidden", "cy"): [OWN, "", HIDDEN, "", MODS, MODS],
}


@pytest.fixture
def topics(commons: Space, cy: Member) -> dict[str, Topic]:
    """Three topics of Cy's: one open, one closed, one hidden."""
    made = {name: make_topic(cy, name, space=commons) for name in ("open", "closed", "hidden")}
    actions.close_topic(SYSTEM, made["closed"])
    actions.hide_topic(SYSTEM, made["hidden"], reason="Rude.")
    return {name: Topic.objects.get(pk=topic.pk) for name, topic in made.items()}


@pytest.fixture
def posts(commons: Space, cy: Member) -> dict[str, Post]:
    topic = make_topic(cy, "Open", space=commons)
    closed, shut = make_topic(cy, "Closed", space=commons), make_topic(cy, "Hidden", space=commons)
    made = {
        "reply": make_reply(cy, topic),
        "hidden": make_reply(cy, topic),
        "opening": Post.objects.get(pk=topic.last_post),
        "in closed": make_reply(cy, closed),
        "in hidden": make_reply(cy, shut),
    }
    actions.hide_post(SYSTEM, made["hidden"], reason="Rude.")
    actions.close_topic(SYSTEM, closed)
    actions.hide_topic(SYSTEM, shut, reason="Rude.")
    fresh = Post.objects.select_related("topic")
    return {name: fresh.get(pk=post.pk) for name, post in made.items()}


@pytest.mark.parametrize("who", CAST)
def test_every_verb_over_a_topic(request: pytest.FixtureRequest, topics: dict[str, Topic], who: str) -> None:
    actor = actor_for(request.getfixturevalue(who))

    told = {
        (name, who): [reason(getattr(TopicPolicy(actor, topic), verb)()) for verb in TOPIC_VERBS]
        for name, topic in topics.items()
    }

    assert told == {key: row for key, row in TOPIC_TABLE.items() if key[1] == who}


@pytest.mark.parametrize(("name", "who"), POST_TABLE)
def test_every_verb_over_a_post(
    request: pytest.FixtureRequest, posts: dict[str, Post], name: str, who: str
) -> None:
    can = PostPolicy(actor_for(request.getfixturevalue(who)), posts[name])

    assert [reason(getattr(can, verb)()) for verb in POST_VERBS] == POST_TABLE[name, who]


def test_the_tables_name_every_verb() -> None:
    asked = {"take_part", "is_person", "is_open", "is_shown", "moderate"}  # what verbs are made of

    assert verbs_of(TopicPolicy) - asked == {*TOPIC_VERBS}
    assert verbs_of(PostPolicy) == {*POST_VERBS}


@pytest.mark.parametrize("target", ["seen", "same", "unseen", "opened by fewer"])
def test_a_topic_moves_where_its_mover_may_open_one(
    commons: Space, cy: Member, dan: Member, bea: Member, target: str
) -> None:
    topic = make_topic(dan, "Hello", space=commons)
    spaces.add_member(SYSTEM, commons, cy, is_organiser=True)
    targets = {
        "seen": make_space("Seen"),
        "same": commons,
        "unseen": make_private_space(),
        "opened by fewer": make_space("News", audiences=Audiences(see=MEMBERS, open=TEAM)),
    }

    told = [reason(TopicPolicy(actor_for(who), topic).move(targets[target])) for who in (bea, cy, dan)]

    same = "The topic is in this space already."
    assert (
        told
        == {
            "seen": ["", "", MODS],
            "same": [same, same, MODS],
            "unseen": ["", "This space is not open to you.", MODS],
            "opened by fewer": ["", "Topics in this space are opened by fewer people.", MODS],
        }[target]
    )


def test_a_moderator_of_one_space_has_no_rights_in_another(commons: Space, cy: Member, dan: Member) -> None:
    bench = make_space("Bench")
    spaces.add_member(SYSTEM, bench, cy, is_organiser=True)
    post = make_reply(dan, make_topic(dan, "Hello", space=commons))
    topic, actor = TopicPolicy(actor_for(cy), post.topic), PostPolicy(actor_for(cy), post)

    told = [topic.close(), topic.hide(), topic.restore(), topic.move(bench), topic.change_title()]

    assert [reason(verdict) for verdict in told] == [RUNS, MODS, MODS, MODS, NOT_MINE]
    assert [reason(verdict) for verdict in (actor.hide(), actor.restore(), actor.edit())] == [
        MODS,
        MODS,
        AUTHOR_ONLY,
    ]


def test_only_those_whom_a_space_means_reply_in_it(commons: Space, cy: Member, bea: Member) -> None:
    news = make_space("News", audiences=Audiences(reply=TEAM))
    topic = make_topic(cy, "Hello", space=news)

    told = [reason(TopicPolicy(actor_for(who), topic).reply()) for who in (cy, bea)]

    assert told == ["Only members of this space reply here.", ""]


def test_the_participants_of_a_private_topic_reply_whatever_its_space_says(
    commons: Space, cy: Member
) -> None:
    news = make_space("News", audiences=Audiences(reply=TEAM))
    topic = Topic(space=news, author=cy, is_private=True)

    assert TopicPolicy(actor_for(cy), topic).reply()


def test_the_system_does_all_but_what_only_a_person_can(posts: dict[str, Post]) -> None:
    can, over = PostPolicy(SYSTEM, posts["reply"]), TopicPolicy(SYSTEM, posts["reply"].topic)

    assert [reason(getattr(can, verb)()) for verb in POST_VERBS] == [
        SIGN_IN,
        SIGN_IN,
        AUTHOR_ONLY,
        "",
        "",
        POST_SHOWN,
    ]
    assert [reason(getattr(over, verb)()) for verb in TOPIC_VERBS] == [
        *["", "", "", NOT_CLOSED, "", NOT_HIDDEN, ""],
        SIGN_IN,
    ]


def verbs_of(policy: type) -> set[str]:
    return {name for name, it in vars(policy).items() if callable(it) and not name.startswith("_")}


def reason(verdict: Verdict) -> str:
    assert bool(verdict) == (not verdict.reason)
    return str(verdict.reason)
