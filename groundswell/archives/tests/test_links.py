"""Links into the old forum become links to what we carried; files that stayed behind leave a note."""

import pytest

from groundswell.archives.discourse.reasons import Reason
from groundswell.archives.discourse.text import Forum, translate
from groundswell.archives.records import ArchivedUpload, LinkTo, PostRef, TopicRef
from groundswell.archives.tally import Cargo, Kind, Loss
from groundswell.archives.tests.make import Everything, markdown, shown, translated

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("[this](https://talk.example/t/oiling/12/3)", "[this](our:post:12.3)"),
        ("[this](/t/oiling/12/3?u=ada#top)", "[this](our:post:12.3)"),
        ("[this](//talk.example/t/12/3)", "[this](our:post:12.3)"),
        ("[this](https://TALK.example/t/oiling/12)", "[this](our:topic:12)"),
        ("[this](https://talk.example/t/oiling/12/1)", "[this](our:topic:12)"),
        ("[this](https://talk.example/t/oiling-chains)", "[this](our:topic:12)"),
        ("[**this**, `x` [1]](/t/oiling/12)", "[**this**, `x` [1]](our:topic:12)"),
        ("[this](/p/345)", "[this](our:post:345)"),
        ("[her](/u/ada/summary)", "[her](our:member:ada)"),
        ("[there](/c/mending/bikes/7)", "[there](our:space:7)"),
        ("https://talk.example/t/oiling/12/3.", "<our:post:12.3>."),
        ("(https://talk.example/t/oiling/12)", "(<our:topic:12>)"),
        ("<https://talk.example/t/oiling/12>", "<our:topic:12>"),
        ("*https://talk.example/t/oiling/12*", "*<our:topic:12>*"),
        ("[1]: https://talk.example/t/oiling/12", "[1]: our:topic:12"),
        ('<a href="https://talk.example/t/oiling/12">this</a>', "[this](our:topic:12)"),
        (
            "[https://talk.example/t/x/12](https://talk.example/t/x/12)",
            "[https://talk.example/t/x/12](our:topic:12)",
        ),
        ("[url=https://talk.example/t/oiling/12]this[/url]", "[this](our:topic:12)"),
        ("[url=https://else.example]this[/url]", "[this](https://else.example)"),
        ("[lost](/t/lost/404)", "[lost](https://talk.example/t/lost/404)"),
        ("https://talk.example/t/lost/404", "https://talk.example/t/lost/404"),
        ("[tags](/tag/oil)", "[tags](https://talk.example/tag/oil)"),
    ],
)
def test_links_into_the_forum_become_ours_or_absolute(raw: str, expected: str) -> None:
    assert markdown(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "https://talk.example.evil.example/t/oiling/12",
        "https://else.example/t/oiling/12?next=@ada",
        "[x](https://else.example/:rocket:/@ada)",
        "https://web.example/web/2026/https://talk.example/t/oiling/12",
        "ada@talk.example",
        "/t/oiling/12",
    ],
)
def test_other_addresses_stay_as_they_stand(raw: str) -> None:
    assert markdown(raw) == raw
    assert translated(raw).cargo == Cargo()


def test_a_link_remembers_what_it_was() -> None:
    found = translated("[a](/t/x/12/3) https://talk.example/t/x/12")

    assert found.text.links == (
        LinkTo(PostRef("12.3"), "https://talk.example/t/x/12/3"),
        LinkTo(TopicRef("12"), "https://talk.example/t/x/12", is_bare=True),
    )


def test_a_forum_in_a_folder_is_known_by_the_folder() -> None:
    forum = Forum(("site.example/talk",), Everything())

    def of(raw: str) -> str:
        return translate(raw, forum).text.as_markdown(shown)

    assert of("[a](/talk/t/x/12) [b](/shop) https://site.example/t/x/12") == (
        "[a](our:topic:12) [b](https://site.example/shop) https://site.example/t/x/12"
    )


@pytest.mark.parametrize(
    ("raw", "expected", "upload"),
    [
        (
            "![a_pump|690x375, 50%](upload://zi3q.png)",
            "*(Image not carried over: a\\_pump)*",
            ArchivedUpload("a_pump", "upload://zi3q.png", is_image=True),
        ),
        (
            "![](upload://zi3q.png)",
            "*(Image or file not carried over)*",
            ArchivedUpload("", "upload://zi3q.png", is_image=True),
        ),
        (
            "[plan.pdf|attachment](upload://plan.pdf) (1.2 MB)",
            "*(File not carried over: plan.pdf)* (1.2 MB)",
            ArchivedUpload("plan.pdf", "upload://plan.pdf", is_image=False),
        ),
        (
            "![pump](/uploads/default/1X/a.png)",
            "*(Image not carried over: pump)*",
            ArchivedUpload("pump", "https://talk.example/uploads/default/1X/a.png", is_image=True),
        ),
        (
            '<img src="upload://a.png" alt="pump">',
            "*(Image not carried over: pump)*",
            ArchivedUpload("pump", "upload://a.png", is_image=True),
        ),
        (
            "[url=https://else.example]![](upload://a.png)[/url]",
            "[*(Image or file not carried over)*](https://else.example)",
            ArchivedUpload("", "upload://a.png", is_image=True),
        ),
    ],
)
def test_uploads_are_listed_and_leave_a_note(raw: str, expected: str, upload: ArchivedUpload) -> None:
    assert markdown(raw) == expected
    assert translated(raw).text.uploads == (upload,)
    assert translated(raw).cargo == Cargo((), (Loss(Kind.UPLOADS, Reason.NO_FILES),))


def test_images_from_elsewhere_stay() -> None:
    assert markdown("![a](https://else.example/a.png)") == "![a](https://else.example/a.png)"
