"""What the code says of itself: each feature's actions, rights, events and routes, for the documents."""

import ast
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from tools import source
from tools.environment import ROOT
from tools.rights import Subject, subjects_of
from tools.source import Module, first_line, text_of


@dataclass(frozen=True, slots=True)
class Line:
    """A name and the one sentence on it."""

    name: str
    sentence: str


@dataclass(frozen=True)
class Feature:
    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def sentence(self) -> str:
        return first_line(Module(self.folder / "__init__.py").tree)

    def actions(self) -> list[Line]:
        """What people and the system can do, from actions.py or the files of actions/."""
        functions = chain.from_iterable(module.tree.body for module in self.modules("actions"))
        return [
            Line(node.name, first_line(node))
            for node in functions
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        ]

    def subjects(self) -> list[Subject]:
        found = [subject for module in self.modules("policies") for subject in subjects_of(module.tree)]
        return [subject for subject in found if subject.verbs()]

    def modules(self, job: str) -> list[Module]:
        """The file of a job, or the files of the folder that has taken its name over."""
        found = source.modules(f"groundswell/{self.name}")
        own = (f"groundswell/{self.name}/{job}.py", f"groundswell/{self.name}/{job}/")
        return [module for module in found if module.name.startswith(own)]


def features() -> list[Feature]:
    return [Feature(folder) for folder in source.features()]


def settings() -> list[str]:
    """The names of the operator's settings: whatever config/environment.py reads."""
    tree = Module(ROOT / "groundswell/config/environment.py").tree
    read = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and is_read_of_env(node)]
    return [name for node in read if (name := text_of(node.args[0]))]


def is_read_of_env(call: ast.Call) -> bool:
    function = call.func
    return isinstance(function, ast.Attribute) and ast.unparse(function.value) == "env" and bool(call.args)
