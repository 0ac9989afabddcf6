from datetime import timedelta

from groundswell.announcements.models import Announcement
from groundswell.announcements.tests.test_announcements import announce, today
from groundswell.people.models import Member
from groundswell.spaces.models import Space
from groundswell.topics.models import Topic
from tests.plugins.cast import ClientFor
from tests.reading import page_of, words_of


def test_an_announcement_is_opened_by_its_form(client_for: ClientFor, commons: Space, ada: Member) -> None:
    client, address = client_for(ada), f"/s/{commons.pk}/new/"
    until = today() + timedelta(days=3)
    sent = {"kind": "announcement", "title": "Open door", "text": "On Saturday."}

    offered = page_of(client.get(address))
    form = page_of(client.get(address, {"kind": "announcement"}))
    wrong = client.post(address, {**sent, "until": "soon"})
    right = client.post(address, {**sent, "until": str(until)})

    assert 'href="?kind=announcement"' in offered
    assert f'value="{today() + timedelta(days=7)}"' in form
    assert wrong.status_code == 422
    assert 'value="Open door"' in page_of(wrong)
    assert right.status_code == 302
    assert [(each.topic.title, each.until) for each in Announcement.objects.all()] == [("Open door", until)]


def test_members_are_not_offered_what_they_may_not(client_for: ClientFor, commons: Space, cy: Member) -> None:
    client, address = client_for(cy), f"/s/{commons.pk}/new/"

    form = page_of(client.get(address, {"kind": "announcement"}))
    client.post(address, {"kind": "announcement", "title": "Mine", "text": "Words.", "until": str(today())})

    assert 'name="until"' not in form
    assert [topic.kind for topic in Topic.objects.all()] == ["discussion"]
    assert not Announcement.objects.exists()


def test_it_stands_on_the_home_page_and_above_its_posts(
    client_for: ClientFor, commons: Space, ada: Member, cy: Member
) -> None:
    topic = announce(ada, commons, "Open <door>")

    home, page, listed = (
        words_of(client_for(cy).get(address)) for address in ("/", f"/t/{topic.pk}/open-door/", "/t/")
    )

    assert "Open <door> On Saturday." in home
    assert "On the home page until" in page
    assert all("Announcement" in words for words in (home, page, listed))
