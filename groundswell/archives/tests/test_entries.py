"""What an archive may look like on disk, and how what is broken in it is named."""

import gzip
import json
from pathlib import Path

import pytest

from groundswell.archives.discourse import open_archive
from groundswell.archives.discourse.files import MAX_ENTRY
from groundswell.archives.discourse.reasons import Reason
from groundswell.archives.records import Problem, ProblemKind, UnreadableArchiveError
from groundswell.archives.tally import Kind
from groundswell.archives.tests.make import (
    UNTIL,
    Json,
    all_texts,
    make_post,
    opened,
    write_lines,
    written_by_all,
)

pytestmark = pytest.mark.once

TWO = [make_post(1), make_post(2, number=2)]
TEXTS = {"1": "Words of post 1.", "2": "Words of post 2."}


@pytest.mark.parametrize("name", ["posts.jsonl", "posts.jsonl.gz", "posts.json", "posts.ndjson"])
def test_lines_are_read_whatever_the_file_is_called(tmp_path: Path, name: str) -> None:
    path = write_lines(tmp_path / name, TWO)

    with open_archive(path, until=UNTIL) as archive:
        assert all_texts(archive) == TEXTS


def test_gzip_is_told_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "posts.jsonl"
    path.write_bytes(gzip.compress(json.dumps(make_post(1)).encode()))

    with open_archive(path, until=UNTIL) as archive:
        assert all_texts(archive) == {"1": TEXTS["1"]}


def test_a_folder_may_hold_files_of_every_form_in_folders(tmp_path: Path) -> None:
    write_lines(tmp_path / "a" / "one.json", [make_post(1)])
    (tmp_path / "b" / "c").mkdir(parents=True)
    (tmp_path / "b" / "c" / "spread-out.json").write_text(json.dumps(make_post(2, number=2), indent=2))
    write_lines(tmp_path / "rest.jsonl.gz", [make_post(3, number=3), make_post(4, number=4)])
    (tmp_path / "README.md").write_text("Not ours to read.")
    (tmp_path / ".state.json").write_text("{}")

    with open_archive(tmp_path, until=UNTIL) as archive:
        assert sorted(all_texts(archive)) == ["1", "2", "3", "4"]
        assert list(archive.problems()) == []


def test_a_first_line_that_breaks_off_at_once_takes_no_other_with_it(tmp_path: Path) -> None:
    with opened(tmp_path, ["{", make_post(1)]) as archive:
        assert all_texts(archive) == {"1": TEXTS["1"]}
        assert [problem.where for problem in archive.problems()] == ["posts.jsonl, line 1"]


def test_a_list_of_posts_in_one_file_is_named_once(tmp_path: Path) -> None:
    path = tmp_path / "posts.json"
    path.write_text(json.dumps(TWO, indent=2))

    with open_archive(path, until=UNTIL) as archive:
        sentence = "It is JSON, but not an object."
        assert list(archive.problems()) == [Problem(ProblemKind.BROKEN, "posts.json", sentence)]


def test_blank_lines_and_a_byte_order_mark_are_nothing(tmp_path: Path) -> None:
    line = json.dumps(make_post(1)).encode()

    with opened(tmp_path, [b"\xef\xbb\xbf" + line, b"", b"   "]) as archive:
        assert written_by_all(archive)[Kind.ENTRIES].read == 1
        assert list(archive.problems()) == []


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b'{"id": 5, "topic', "It is not complete JSON."),
        (b"[1, 2]", "It is JSON, but not an object."),
        (b"12", "It is JSON, but not an object."),
        (b"\xff\xfe", "It is not UTF-8 text."),
        (b"[" * 100_000, "It is not complete JSON."),
        (b'{"id": NaN}', "It is not complete JSON."),
        (b'{"id": ' + b"9" * 5000 + b"}", "It is not complete JSON."),
        (b"{}", "Its “created_at” is missing."),
    ],
)
def test_a_line_that_is_no_post_is_named_by_its_number(tmp_path: Path, line: bytes, sentence: str) -> None:
    with opened(tmp_path, [make_post(1), line, make_post(2, number=2)]) as archive:
        assert all_texts(archive) == TEXTS
        assert list(archive.problems()) == [Problem(ProblemKind.BROKEN, "posts.jsonl, line 2", sentence)]
        entries = written_by_all(archive)[Kind.ENTRIES]

    assert (entries.read, entries.written, entries.skipped) == (3, 2, {Reason.BROKEN: 1})


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"id": None}, "Its “id” is missing."),
        ({"id": "5"}, "Its “id” is not a positive whole number."),
        ({"id": True}, "Its “id” is not a positive whole number."),
        ({"id": 2**70}, "Its “id” is not a positive whole number."),
        ({"topic_id": -1}, "Its “topic_id” is not a positive whole number."),
        ({"post_number": 0}, "Its “post_number” is not a positive whole number."),
        ({"raw": None}, "It has only “cooked”, the finished HTML, and not “raw”, the words as typed."),
        ({"raw": None, "cooked": None}, "Its “raw” is missing."),
        ({"raw": ["x"]}, "Its “raw” is not text."),
        ({"created_at": 12}, "Its “created_at” is not a date and time."),
        ({"created_at": "yesterday"}, "Its “created_at” is not a date and time."),
        ({"created_at": "0001-01-01T00:00:00+14:00"}, "Its “created_at” is not a date and time."),
        ({"created_at": "1066-10-14T09:00:00Z"}, "Its “created_at” lies before 1985 or in the future."),
        ({"created_at": "2999-01-01T00:00:00Z"}, "Its “created_at” lies before 1985 or in the future."),
        ({"hidden": "perhaps"}, "Its “hidden” is neither true nor false."),
        ({"post_type": "4"}, "Its “post_type” is not a whole number."),
        ({"category_id": "staff"}, "Its “category_id” is not a positive whole number."),
    ],
)
def test_a_field_that_is_needed_and_wrong_breaks_the_line(
    tmp_path: Path, fields: Json, sentence: str
) -> None:
    with opened(tmp_path, [make_post(1), make_post(2, number=2, **fields)]) as archive:
        assert all_texts(archive) == {"1": TEXTS["1"]}
        assert list(archive.problems()) == [Problem(ProblemKind.BROKEN, "posts.jsonl, line 2", sentence)]


def test_what_can_be_mended_is_mended_and_said(tmp_path: Path) -> None:
    odd = make_post(1, raw="a\x00b\ud800c", reactions="many", updated_at="soon", name=12)

    with opened(tmp_path, [odd]) as archive:
        assert all_texts(archive) == {"1": "a\ufffdb\ufffdc"}
        assert [problem.sentence for problem in archive.problems()] == [
            "Its “name” makes no sense and was left out.",
            "Its “updated_at” makes no sense and was left out.",
            "Its “raw” held characters that are none; each became �.",
            "Its “reactions” makes no sense and was left out.",
        ]


def test_a_line_too_long_is_passed_over(tmp_path: Path) -> None:
    with opened(tmp_path, [b"x" * (MAX_ENTRY * 2 + 5), make_post(1)]) as archive:
        assert all_texts(archive) == {"1": TEXTS["1"]}
        assert [problem.where for problem in archive.problems()] == ["posts.jsonl, line 1"]


@pytest.mark.parametrize("cut", [12, -9, -1])
def test_a_compressed_file_that_breaks_off_loses_only_its_end(tmp_path: Path, cut: int) -> None:
    path = write_lines(tmp_path / "posts.jsonl.gz", [make_post(n, number=n) for n in range(1, 5)])
    path.write_bytes(path.read_bytes()[:cut])

    with open_archive(path, until=UNTIL) as archive:
        problems = list(archive.problems())
        tally = written_by_all(archive)

    assert [problem.kind for problem in problems if problem.where == "posts.jsonl.gz"] == [ProblemKind.FILE]
    assert tally.adds_up


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside = write_lines(tmp_path / "outside.jsonl", [make_post(1)])
    inside = tmp_path / "archive"
    write_lines(inside / "posts.jsonl", [make_post(2)])
    (inside / "link.json").symlink_to(outside)

    with open_archive(inside, until=UNTIL) as archive:
        assert sorted(all_texts(archive)) == ["2"]
        assert [problem.where for problem in archive.problems()] == ["link.json"]


def test_where_there_is_nothing_to_read_a_sentence_says_so(tmp_path: Path) -> None:
    with (
        pytest.raises(UnreadableArchiveError, match="There is no file or folder"),
        open_archive(tmp_path / "nowhere", until=UNTIL),
    ):
        pass
    with (
        pytest.raises(UnreadableArchiveError, match=r"There are no \.json"),
        open_archive(tmp_path, until=UNTIL),
    ):
        pass


def test_nothing_stays_on_disk(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "posts.jsonl", TWO)
    workspace = tmp_path / "workspace"
    workspace.mkdir()

    with open_archive(path, until=UNTIL, workspace=workspace):
        assert list(workspace.iterdir()) != []

    assert list(workspace.iterdir()) == []
