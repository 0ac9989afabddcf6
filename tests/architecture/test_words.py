"""Words that stand for habits we do not want, looked for in everything under version control."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tools import source
from tools.environment import ROOT

pytestmark = pytest.mark.once

VAGUE = {
    "utils",
    "util",
    "helpers",
    "helper",
    "services",
    "service",
    "managers",
    "constants",
    "mixins",
    "signals",
    "misc",
}
CLOCKS = re.compile(r"\b(timezone\.now|datetime\.(now|utcnow|today)|date\.today|time\.time)\(")
CLOCK = {"groundswell/kernel/clock.py"}
LATER = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b")
# A package index's host, and the options that would name one.
INDEX = re.compile(
    "|".join(
        [
            "py" + r"pi\.org",
            "python" + r"hosted",
            "npm" + r"js\.(org|com)",
            r"--(extra-)?index-url",
            r"--find-links",
        ]
    )
)
SIGNAL = re.compile(r"import receiver|\.signals import|@receiver\(|\.connect\(receiver")
MARKING = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
BINARY = {".png", ".woff2", ".jpg", ".webp", ".ico", ".gz", ".mo", ".zip"}


@cache
def ours() -> dict[str, str]:
    """Every text file that is or will be under version control, by its name; without git, all there are."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = (
        listed.stdout.split("\0") if listed.returncode == 0 else [module.name for module in source.modules()]
    )
    paths = {name: ROOT / name for name in names if name and Path(name).suffix not in BINARY}
    return {name: path.read_text("utf-8") for name, path in paths.items() if path.is_file()}


def lines_with(pattern: re.Pattern[str], suffix: str = "") -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in ours().items()
        if name.endswith(suffix) and "/vendor/" not in name
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = [module.name for module in source.modules() if VAGUE & {*Path(module.name).with_suffix("").parts}]

    assert vague == []


def test_only_the_clock_asks_what_time_it_is() -> None:
    found = lines_with(CLOCKS, ".py")

    assert [line for line in found if line.split(":")[0] not in CLOCK] == []


def test_nothing_is_left_for_later_in_a_comment() -> None:
    assert lines_with(LATER) == []


def test_no_file_names_a_package_index() -> None:
    found = [
        line for line in lines_with(INDEX) if not line.startswith(("tools/lock.py:", "tests/architecture/"))
    ]

    assert found == []


def test_no_logic_hides_in_save_or_delete() -> None:
    overridden = [
        str(function)
        for module in source.modules("groundswell")
        for function in module.functions()
        if function.node.name in {"save", "delete"} and "models" in module.name
    ]

    assert overridden == []


def test_no_signal_is_received() -> None:
    found = lines_with(SIGNAL, ".py")

    assert [line for line in found if not line.startswith("tests/")] == []


def test_no_sentence_is_marked_where_translators_would_not_find_it() -> None:
    """On Python 3.11 the extraction sees an f-string as one piece of text, and not the calls in it."""
    lost = [
        f"{module.name}:{call.lineno}"
        for module in source.modules("groundswell")
        for text in ast.walk(module.tree)
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and ast.unparse(call.func) in MARKING
    ]

    assert lost == []
