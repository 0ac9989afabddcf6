"""The loss report adds up, whatever was done to the archive."""

import io
import json
import random
from pathlib import Path

import pytest

from groundswell.archives.records import ProblemKind
from groundswell.archives.tally import Kind
from groundswell.archives.tests.make import Json, make_post
from groundswell.community.models import Community
from groundswell.exchange.moving.alone import Refused
from groundswell.exchange.moving.pace import LARGEST, SMALLEST, Pace
from groundswell.exchange.tests.moves import BOLT, NOBODY, forum, moved_in
from groundswell.kernel.progress import Progress
from groundswell.people.models import Member
from groundswell.topics.models import Post, Topic

pytestmark = pytest.mark.wide


def mutated(seed: int) -> list[Json | str]:
    """The forum with posts missing, authors gone, lines broken off, said twice, and gaps."""
    chance = random.Random(seed)  # noqa: S311 - guards nothing
    lines = [line for post in forum() for line in changed(post, chance)]
    chance.shuffle(lines)
    return lines


def changed(post: Json, chance: random.Random) -> list[Json | str]:
    """What stands in the archive in place of one post."""
    return chance.choice(
        [
            [post],
            [post],
            [],
            [{**post, **NOBODY}],
            [json.dumps(post)[: chance.randrange(2, 300)]],
            [post, {**post, "raw": "Said otherwise.", "updated_at": "2024-05-01T00:00:00Z"}],
            [{**post, "post_number": chance.randrange(1, 60)}],
            [{**post, "user_deleted": True}],
        ]
    )


@pytest.mark.parametrize("seed", range(25))
def test_it_adds_up_on_any_mutated_copy(community: Community, tmp_path: Path, seed: int) -> None:
    archive = [*mutated(seed), make_post(77, 7)]

    report = moved_in(tmp_path, archive)
    again = moved_in(tmp_path, archive)

    assert (report.tally.adds_up, again.tally.adds_up) == (True, True)
    assert report.tally[Kind.POSTS].written == Post.objects.count()
    assert report.tally[Kind.TOPICS].written == Topic.objects.count()
    assert Post.objects.filter(is_opening=True).count() == Topic.objects.count()
    assert not again.is_news


def test_broken_lines_are_named_by_number(community: Community, tmp_path: Path) -> None:
    report = moved_in(tmp_path, [make_post(1), '{"id": 2, "raw": "tr', make_post(3, number=3)])

    lines = list(report.lines())
    assert "  posts.jsonl, line 2: It is not complete JSON." in lines
    assert report.problems[0].kind is ProblemKind.BROKEN
    assert "      1 entries: the entry is broken" in lines


def test_many_problems_are_all_in_the_file(community: Community, tmp_path: Path) -> None:
    file = tmp_path / "report.json"

    report = moved_in(tmp_path, [make_post(1), *["{"] * 30], report=file)

    assert "  and 10 more, all of them in the file that --report writes." in list(report.lines())
    told = json.loads(file.read_text("utf-8"))
    assert len(told["problems"]) == 30
    assert told["problems"][0]["where"] == "posts.jsonl, line 2"


def test_the_file_holds_what_the_screen_shows(community: Community, tmp_path: Path) -> None:
    file = tmp_path / "report.json"

    moved_in(tmp_path, forum(), report=file)

    told = json.loads(file.read_text("utf-8"))
    assert (told["source"], told["adds_up"], told["members_to_be_claimed"]) == ("talk.example", True, 3)
    assert told["spaces_to_be_renamed"] == ["Category 4", "Category 5"]
    assert told["kinds"]["uploads"] == {
        "read": 1,
        "written": 0,
        "here_before": 0,
        "skipped": {},
        "not_carried": {"the archive holds no files": 1},
    }


def test_the_table_names_each_kind_with_its_sums(community: Community, tmp_path: Path) -> None:
    lines = list(moved_in(tmp_path, forum()).lines())

    assert lines[1].split() == ["read", "written", "here", "before", "skipped", "not", "carried"]
    assert ["posts", "9", "9", "·", "·", "·"] in [line.split() for line in lines]
    assert ["reactions", "4", "3", "·", "·", "1"] in [line.split() for line in lines]
    assert lines[-2] == "Next: a steward gives 2 spaces a name, at /s/names/ on one page."
    assert lines[-1] == "3 members can be claimed: a steward makes the link on their page."


def test_without_a_community_there_is_nowhere_to_go(db: None, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="No community lives here yet"):
        moved_in(tmp_path, forum())


def test_a_report_without_a_folder_is_refused_before_the_work(community: Community, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no folder"):
        moved_in(tmp_path, forum(), report=tmp_path / "absent" / "report.json")

    assert not Member.objects.exists()


def test_a_file_without_posts_is_refused(community: Community, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"There are no posts of a Discourse forum .* line 1: It is not"):
        moved_in(tmp_path, ["all:", "\techo"])


def test_the_batch_follows_what_the_last_ones_took() -> None:
    pace = Pace(100)

    pace.follow(1.0)
    after_slow = pace.size
    pace.follow(0.001)

    assert (after_slow, pace.size, pace.longest) == (40, 60, 1.0)
    for took, end in ((1.0, SMALLEST), (0.0, LARGEST)):
        for _ in range(20):
            pace.follow(took)
        assert pace.size == end


def test_heavy_things_make_small_batches() -> None:
    assert list(Pace(4).batches([1, 1, 3, 2, 2, 9, 1], lambda weight: weight)) == [
        [1, 1, 3], [2, 2], [9], [1]
    ]  # fmt: skip


def test_progress_in_a_log_is_a_line_at_the_end_of_each_step() -> None:
    stream = io.StringIO()
    progress = Progress(stream)

    for done in range(1, 1001):
        progress.step("Posts", done, 1000)
    progress.end()

    assert stream.getvalue() == "Posts: 1,000 of 1,000\n"


def test_progress_on_a_terminal_is_one_line_written_over() -> None:
    stream = io.StringIO()
    stream.isatty = lambda: True  # type: ignore[method-assign]
    progress = Progress(stream)

    progress.step("Members", 3, 3)
    progress.step("Posts", 1, 1)
    progress.end()

    assert stream.getvalue() == "\r\033[KMembers: 3 of 3\r\033[KPosts: 1 of 1\n"


def test_an_archive_in_a_private_language_is_no_trouble(community: Community, tmp_path: Path) -> None:
    posts = [make_post(1, raw="\ue000m:1\ue001 @bolt \x00"), make_post(2, number=2, **BOLT)]

    report = moved_in(tmp_path, posts)

    assert report.tally.adds_up
    assert "\ue000m:1\ue001" not in Post.objects.order_by("pk")[0].html
