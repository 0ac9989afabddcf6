"""A limit is a test: how long a file and a function may be. ruff counts parameters and branches."""

from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest

from tools import sizes, source

pytestmark = pytest.mark.once

# The most lines by a file's job; one that would pass its limit becomes a folder by noun.
OF_JOB = {
    "models": 300,
    "policies": 150,
    "actions": 300,
    "queries": 200,
    "events": 80,
    "forms": 200,
    "views": 250,
    "urls": 40,
    "jobs": 80,
}
OF_ANY = 300
OF_A_FEATURES_INIT = 10
OF_A_TEMPLATE, OF_A_STYLE, OF_A_SCRIPT = 120, 200, 150
OF_A_FUNCTION = 40


def limit_of(name: str) -> int:
    """The limit of a Python file, by its name or the folder that has taken the name over.

    The kernel's `jobs` and `ledger` are what others' jobs and events are made of, not jobs and events.
    """
    path = PurePosixPath(name)
    if path.name == "__init__.py" and len(path.parts) == len(("groundswell", "feature", "__init__.py")):
        return OF_A_FEATURES_INIT
    if path.parts[0] == "groundswell" and not {"kernel", "tests"} & {*path.parts}:
        return OF_JOB.get(path.stem) or OF_JOB.get(path.parent.name, OF_ANY)
    return OF_ANY


def too_long(pattern: str, most: int) -> Iterator[str]:
    for file in source.files(pattern):
        lines = len(file.read_text("utf-8").splitlines())
        if lines > most:
            yield f"{file} has {lines} lines, {most} at most"


def test_no_python_file_is_longer_than_its_job_allows() -> None:
    lengths = {
        module.name: (len(module.text.splitlines()), limit_of(module.name))
        for module in source.modules()
        if not module.is_migration
    }

    assert {name: found for name, found in lengths.items() if found[0] > found[1]} == {}


def test_no_template_style_or_script_is_longer_than_its_job_allows() -> None:
    found = [
        *too_long("**/*.html", OF_A_TEMPLATE),
        *too_long("**/*.css", OF_A_STYLE),
        *too_long("**/*.js", OF_A_SCRIPT),
    ]

    assert found == []


def test_no_function_is_longer_than_forty_lines() -> None:
    functions = [
        function for module in source.modules() if not module.is_migration for function in module.functions()
    ]

    assert [str(function) for function in functions if function.lines > OF_A_FUNCTION] == []


def test_most_functions_are_short() -> None:
    found = sizes.distribution()

    assert found.median <= 6, found
    assert found.ninetieth <= 20, found


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("groundswell/topics/__init__.py", 10),
        ("groundswell/topics/urls.py", 40),
        ("groundswell/topics/views/reading.py", 250),
        ("groundswell/topics/rendering/weave.py", 300),
        ("groundswell/topics/tests/test_views.py", 300),
    ],
)
def test_a_file_has_the_limit_of_its_job(name: str, limit: int) -> None:
    assert limit_of(name) == limit
