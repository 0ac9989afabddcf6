"""`groundswell import discourse`: what the operator sees, and how it ends."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from groundswell.archives.tests.make import write_lines
from groundswell.community.models import Community
from groundswell.config.command import main
from groundswell.exchange.tests.moves import forum
from groundswell.topics.models import Post


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "posts.jsonl.gz", forum())


def run(*words: Any) -> Result:
    return CliRunner().invoke(main, ["import", "discourse", *map(str, words)])


def test_it_ends_with_the_report(community: Community, archive: Path) -> None:
    done = run(archive)

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("Members: 3 of 3\nPlaces: 9 of 9\nPosts: 9 of 9\n\n")
    assert "and it adds up: read = written + skipped + not carried." in done.stdout


def test_the_second_time_it_says_that_all_is_here(community: Community, archive: Path) -> None:
    run(archive)

    assert "Everything was here already. That is all of talk.example" in run(archive).stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["/nowhere/at/all"], "Error: There is no file or folder at /nowhere/at/all.\n"),
        ([Path(__file__).parent], "Error: There are no .json or .jsonl files with posts in "),
        ([__file__], "Error: There are no posts of a Discourse forum in "),
    ],
)
def test_a_mistake_is_one_sentence(community: Community, words: list[Any], sentence: str) -> None:
    done = run(*words)

    assert (done.exit_code, done.stderr.startswith(sentence), done.stderr.count("\n")) == (1, True, 1)


def test_without_a_community_it_says_so(db: None, archive: Path) -> None:
    done = run(archive)

    assert (done.exit_code, done.stderr) == (
        1,
        "Error: No community lives here yet. Found it first; then bring the forum in.\n",
    )


def test_ctrl_c_says_how_to_go_on(
    community: Community, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("groundswell.exchange.moving.posts.write", interrupted)
        stopped = run(archive)
    done = run(archive)

    assert (stopped.exit_code, done.exit_code, Post.objects.count()) == (130, 0, 9)
    assert stopped.stderr == "\nStopped. Start the same command again: it goes on where it was.\n"
