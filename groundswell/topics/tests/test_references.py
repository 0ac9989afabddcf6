"""What a post says of other posts, topics and people is completed at read, for whoever reads."""

import pytest

from groundswell.kernel.actor import SYSTEM
from groundswell.people import actions as people
from groundswell.people.models import Member
from groundswell.spaces.gate import actor_for
from groundswell.spaces.make import make_private_space
from groundswell.spaces.models import Space
from groundswell.topics import actions
from groundswell.topics.actions.posting import Opening
from groundswell.topics.make import make_reply, make_topic
from groundswell.topics.models import Post, Topic
from groundswell.topics.queries.history import post_history
from groundswell.topics.queries.pages import post_page
from groundswell.topics.queries.references import resolved

HIDDEN = '<p class="quote-hidden" dir="auto">This quotes a post that you cannot see.</p>'


def read_by(reader: Member | None, post: Post) -> str:
    """The post as this reader sees it."""
    page = post_page(actor_for(reader), post.topic_id)
    return next(row.html for row in page.posts if row.id == post.pk)


def quoting(post: Post, author: str) -> str:
    return f"> [{author}](/p/{post.pk}) wrote:\n> {post.source}\n\nQuite so."


@pytest.fixture
def secret(commons: Space, dan: Member) -> Post:
    """Dan's post, which others quote and link."""
    return make_reply(dan, make_topic(dan, "The secret drawer", space=commons), "It is behind the clock.")


@pytest.fixture
def quote(secret: Post, cy: Member, commons: Space) -> Post:
    return make_reply(cy, make_topic(cy, "Elsewhere", space=commons), quoting(secret, "Dan"))


@pytest.fixture
def link(secret: Post, cy: Member, commons: Space) -> Post:
    text = f"http://localhost:8000/p/{secret.pk}/ and http://localhost:8000/t/{secret.topic_id}/the-secret-drawer/"
    return make_reply(cy, make_topic(cy, "Elsewhere", space=commons), text)


def test_a_quote_names_its_author_and_leads_to_the_post(secret: Post, quote: Post) -> None:
    html = read_by(None, quote)

    assert f'<a href="/p/{secret.pk}/"><bdi>Dan</bdi></a> wrote:' in html
    assert "It is behind the clock." in html


def test_a_quote_of_a_post_that_was_hidden_since_is_gone_on_the_next_request(
    secret: Post, quote: Post, cy: Member, dan: Member, bea: Member
) -> None:
    actions.hide_post(SYSTEM, secret, reason="Rude.")

    seen = {who: "behind the clock" in read_by(who, quote) for who in (None, cy, dan, bea)}

    assert seen == {None: False, cy: False, dan: True, bea: True}
    assert HIDDEN in read_by(cy, quote)
    assert "Dan" not in read_by(cy, quote)


@pytest.mark.parametrize("how", ["hidden", "moved"])
def test_a_topic_that_is_closed_to_a_reader_shows_no_word_of_it_elsewhere(
    secret: Post, quote: Post, link: Post, cy: Member, dan: Member, how: str
) -> None:
    if how == "hidden":
        actions.hide_topic(SYSTEM, secret.topic, reason="Rude.")
    else:
        actions.move_topic(SYSTEM, secret.topic, make_private_space(dan))

    for reader in (None, cy):
        assert HIDDEN in read_by(reader, quote)
        assert "drawer" not in read_by(reader, link)
        assert read_by(reader, link) == (
            f'<p dir="auto"><a class="reference" href="/p/{secret.pk}/"><bdi>/p/{secret.pk}</bdi></a> and '
            f'<a class="reference" href="/t/{secret.topic_id}/"><bdi>/t/{secret.topic_id}</bdi></a></p>'
        )
    assert "behind the clock" in read_by(dan, quote)
    assert read_by(dan, link).count("The secret drawer") == 2


def test_links_to_private_topics_say_nothing(commons: Space, cy: Member, dan: Member, bea: Member) -> None:
    between = actions.open_topic(actor_for(cy), commons, Opening("Between us", "Words.", participants=[dan]))
    post = make_reply(
        cy, make_topic(cy, "Open", space=commons), f"/t/{between.pk}/ http://localhost:8000/t/{between.pk}/"
    )

    assert {who: "Between us" in read_by(who, post) for who in (cy, dan, bea, None)} == {
        cy: True,
        dan: True,
        bea: False,
        None: False,
    }


def test_what_never_was_and_what_is_hidden_look_the_same(secret: Post, quote: Post, cy: Member) -> None:
    absent = make_reply(cy, quote.topic, quote.source.replace(str(secret.pk), "77"))
    actions.hide_post(SYSTEM, secret, reason="Rude.")

    assert read_by(cy, absent) == read_by(cy, quote)


@pytest.mark.parametrize("number", ["0", "00", str(2**63 - 1), str(2**63), "9" * 30, "9" * 5000])
def test_a_link_to_an_impossible_number_breaks_nobodys_page(commons: Space, cy: Member, number: str) -> None:
    links = f"http://localhost:8000/p/{number}/ http://localhost:8000/t/{number}/"
    text = f"{links}\n\n> [X](/p/{number}) wrote:\n> Y"
    post = make_reply(cy, make_topic(cy, "Hello", space=commons), text)

    assert "</p>" in read_by(cy, post)


def test_a_mention_shows_the_name_that_its_member_has_now(commons: Space, cy: Member, dan: Member) -> None:
    post = make_reply(cy, make_topic(cy, "Hello", space=commons), "Ask @dan, please.")
    before = read_by(None, post)

    people.change_profile(SYSTEM, dan, name="Daniela <b>", about="")

    assert before == '<p dir="auto">Ask <a class="mention" href="/m/dan/"><bdi>@Dan</bdi></a>, please.</p>'
    assert read_by(None, post) == before.replace("@Dan", "@Daniela &lt;b&gt;")


@pytest.mark.parametrize("keep_posts", [True, False])
def test_whoever_has_left_is_named_nowhere(
    secret: Post,
    quote: Post,
    cy: Member,
    dan: Member,
    *,
    keep_posts: bool,
) -> None:
    named = make_reply(cy, quote.topic, "Ask @dan, please, and @Danny.")

    people.leave(SYSTEM, dan, keep_posts=keep_posts)

    named.refresh_from_db()
    assert read_by(cy, named) == '<p dir="auto">Ask @someone, please, and @Danny.</p>'
    assert named.source == "Ask @someone, please, and @Danny."
    assert "Dan<" not in read_by(cy, quote)
    assert ("Someone who left</bdi></a> wrote:" in read_by(cy, quote)) == keep_posts
    assert ("behind the clock" in read_by(cy, quote)) == keep_posts


def test_earlier_wordings_hide_what_is_hidden_from_their_reader(
    secret: Post, quote: Post, cy: Member, dan: Member
) -> None:
    actions.edit_post(actor_for(cy), quote, "Never mind.", reason="Not mine to tell.")
    actions.hide_post(SYSTEM, secret, reason="Rude.")
    quote.refresh_from_db()

    told = {who: post_history(actor_for(who), quote) for who in (cy, dan)}

    assert told[cy][0].html == '<p dir="auto">Never mind.</p>'
    assert [version.reason for version in told[cy]] == ["Not mine to tell.", ""]
    assert "clock" not in told[cy][1].html
    assert "behind the clock" in told[dan][1].html
    assert [version.since for version in told[cy]] == [quote.revisions.get().edited_at, quote.written_at]


def test_a_post_that_was_never_changed_has_one_wording(secret: Post) -> None:
    (only,) = post_history(SYSTEM, secret)

    assert (only.html, only.since, only.reason) == (secret.html, secret.written_at, "")


@pytest.mark.parametrize("number", [1, 3])
def test_all_references_of_a_page_cost_two_queries(
    secret: Post, quote: Post, link: Post, cy: Member, django_assert_num_queries: type, number: int
) -> None:
    named = make_reply(cy, quote.topic, "@dan @cyrus")
    htmls, reader = [post.html for post in (quote, link, named)] * number, actor_for(cy)

    with django_assert_num_queries(2):
        told = resolved(reader, htmls)

    assert len(told) == len(htmls)
    with django_assert_num_queries(0):
        resolved(SYSTEM, ["<p>Plain.</p>"] * number)


def test_a_reply_to_a_hidden_post_does_not_name_its_author(secret: Post, cy: Member, dan: Member) -> None:
    answer = make_reply(cy, secret.topic, "Thanks.", to=secret)
    shown = [row.reply_to_name for row in post_page(actor_for(cy), secret.topic_id).posts]

    actions.hide_post(SYSTEM, secret, reason="Rude.")

    row = next(row for row in post_page(actor_for(cy), secret.topic_id).posts if row.id == answer.pk)
    assert shown == ["", "", "Dan"]
    assert (row.reply_to, row.reply_to_name) == (None, "")


def test_an_excerpt_holds_no_words_of_others(secret: Post, cy: Member, commons: Space) -> None:
    topic = make_topic(cy, "Hello", space=commons, text=quoting(secret, "Dan"))

    assert Topic.objects.get(pk=topic.pk).excerpt == "Quite so."
