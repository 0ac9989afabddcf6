"""The house's own source, as the architecture tests and the generated documents read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tools.environment import ROOT

PLACES = ("bench", "groundswell", "tests", "tools")


@dataclass(frozen=True)
class Module:
    """One Python file; `name` is its path from the root, as `groundswell/topics/actions.py`."""

    path: Path
    root: Path = ROOT

    @property
    def name(self) -> str:
        return self.path.relative_to(self.root).as_posix()

    @property
    def is_test(self) -> bool:
        return self.name.startswith("tests/") or "/tests/" in self.name or self.name == "conftest.py"

    @property
    def is_migration(self) -> bool:
        return "/migrations/" in self.name

    @cached_property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.name)

    def functions(self) -> Iterator["Function"]:
        """Every function and method in the file, those within others too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield Function(self, node)


@dataclass(frozen=True)
class Function:
    module: Module
    node: ast.FunctionDef | ast.AsyncFunctionDef

    def __str__(self) -> str:
        return f"{self.module.name}:{self.node.lineno} {self.node.name}"

    @property
    def lines(self) -> int:
        """From `def` to the last line; decorators stand outside."""
        return (self.node.end_lineno or self.node.lineno) - self.node.lineno + 1

    @property
    def positional(self) -> list[str]:
        """The parameters that may be given without a name, but for self."""
        given = [argument.arg for argument in (*self.node.args.posonlyargs, *self.node.args.args)]
        return given[1:] if given[:1] in (["self"], ["cls"]) else given

    @property
    def decorators(self) -> list[str]:
        return [ast.unparse(decorator) for decorator in self.node.decorator_list]


def modules(*places: str, root: Path = ROOT) -> list[Module]:
    """Every Python file below the places, in order; without a place, all of ours."""
    files = [file for place in places or PLACES for file in sorted((root / place).rglob("*.py"))]
    return [Module(file, root) for file in files]


def features(root: Path = ROOT) -> list[Path]:
    """The folders of groundswell/ that are packages."""
    return sorted(file.parent for file in (root / "groundswell").glob("*/__init__.py"))


def files(*patterns: str, root: Path = ROOT) -> list[Path]:
    """Files of ours that are not Python: templates, styles, scripts; never those of others in vendor/."""
    found = [file for pattern in patterns for file in sorted((root / "groundswell").glob(pattern))]
    return [file for file in found if "vendor" not in file.parts]


def first_line(node: ast.Module | ast.ClassDef | ast.FunctionDef) -> str:
    """The first sentence of a docstring, or nothing."""
    return (ast.get_docstring(node) or "").partition("\n")[0]


def text_of(node: ast.expr) -> str:
    """The text of a literal, or nothing."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
