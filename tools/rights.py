"""Reads policies: which verbs there are over a subject, and with which sentences each may be refused."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tools.source import first_line, text_of

GETTEXT = {"_", "gettext", "gettext_lazy"}


@dataclass(frozen=True, slots=True)
class Subject:
    """A policy: the rights over one kind of thing. It knows the other policies of its file."""

    node: ast.ClassDef
    file: "PolicyFile"

    @property
    def name(self) -> str:
        return self.node.name.removesuffix("Policy")

    @property
    def sentence(self) -> str:
        return first_line(self.node)

    def verbs(self) -> list[str]:
        found = self.file.methods[self.node.name]
        return [name for name, node in found.items() if not name.startswith("_") and returns_verdict(node)]

    def refusals(self, verb: str) -> list[str]:
        """The sentences with which the verb may be refused, in the order in which they are asked."""
        return list(dict.fromkeys(self.file.sentences(self.node.name, verb, frozenset())))


class PolicyFile:
    """The classes of a policies.py and the sentences that it keeps in names."""

    def __init__(self, tree: ast.Module) -> None:
        classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
        self.methods = {
            one.name: {node.name: node for node in one.body if isinstance(node, ast.FunctionDef)}
            for one in classes
        }
        self.kept = {
            ast.unparse(node.targets[0]): text
            for node in tree.body
            if isinstance(node, ast.Assign) and (text := gettext_of(node.value))
        }
        self.subjects = [Subject(node, self) for node in classes]

    def sentences(self, owner: str, method: str, seen: frozenset[tuple[str, str]]) -> Iterator[str]:
        """What the method may say, and whatever it asks of its own policy and of its neighbours."""
        if (owner, method) in seen:
            return
        for node in in_order(self.methods[owner][method]):
            if isinstance(node, ast.Call) and (text := gettext_of(node)):
                yield text
            elif isinstance(node, ast.Name) and node.id in self.kept:
                yield self.kept[node.id]
            elif isinstance(node, ast.Attribute) and (other := self.owner_of(node, owner)):
                yield from self.sentences(other, node.attr, seen | {(owner, method)})

    def owner_of(self, node: ast.Attribute, owner: str) -> str:
        """The policy that a name belongs to: for `self.name` this one, else any neighbour that has it."""
        if ast.unparse(node.value) == "self":
            return owner if node.attr in self.methods[owner] else ""
        return next(
            (one for one, methods in self.methods.items() if node.attr in methods and one != owner), ""
        )


def subjects_of(tree: ast.Module) -> list[Subject]:
    return PolicyFile(tree).subjects


def gettext_of(node: ast.expr) -> str:
    """The sentence in `_("…")`."""
    if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in GETTEXT:
        return text_of(node.args[0])
    return ""


def returns_verdict(node: ast.FunctionDef) -> bool:
    return node.returns is not None and ast.unparse(node.returns) == "Verdict"


def in_order(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes below as they are written, but for the condition of an `allow_if`, which says nothing."""
    is_condition = isinstance(node, ast.Call) and ast.unparse(node.func) == "allow_if"
    for child in list(ast.iter_child_nodes(node))[2 if is_condition else 0 :]:
        yield child
        yield from in_order(child)
