"""What a template says the same way each time is said once, when it is compiled.

Each interface language has a compiled copy of every template of its own, so that `_("Reply")`,
`static('mark.svg')`, `icon("heart")` and `button(_("Reply"))` become plain text in it. Only calls with
constant arguments are folded, and only of what depends on nothing else: see `_is_steady`.
"""

from collections.abc import Callable
from typing import Any

from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from groundswell.ui.components import Component

_SAYING = {"_", "gettext"}
_STEADY = {"static", "ago_patterns"}


class Folding(NodeTransformer):
    """Replaces steady calls by what they answer, in the language that is active while it visits."""

    def __init__(self, known: dict[str, Any], gettext: Callable[[str], str]) -> None:
        self.known = known
        self.gettext = gettext

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802 - Jinja names its visitors so
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or node.dyn_args or node.dyn_kwargs:
            return node
        if node.node.name in _SAYING:
            return self._said(node)
        if not self._is_steady(node.node.name) or not _all_constant(node):
            return node
        keywords = {each.key: _constant(each.value) for each in node.kwargs}
        return _folded(self._call(node.node.name, [_constant(each) for each in node.args], keywords), node)

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:  # noqa: N802 - Jinja names its visitors so
        """A component with a body is called at each reading: only what it is given is folded."""
        self.generic_visit(node.call)
        node.body = [self.visit(each) for each in node.body]
        return node

    def _said(self, node: nodes.Call) -> nodes.Expr:
        """A sentence in its language; what is put into it stays to be said at each reading."""
        match node.args:
            case [nodes.Const(value=str(sentence))]:
                text = Markup(self.gettext(sentence))  # noqa: S704 - our own and our translators' words
            case _:
                return node
        values = [nodes.Pair(nodes.Const(each.key), each.value) for each in node.kwargs]
        if not values:
            return _folded(text % {}, node)
        return nodes.Mod(_folded(text, node), nodes.Dict(values, lineno=node.lineno), lineno=node.lineno)

    def _is_steady(self, name: str) -> bool:
        """Whether the name stands for what knows neither the reader, nor the page, nor the clock."""
        known = self.known.get(name)
        return name in _STEADY or (isinstance(known, Component) and not known.from_page)

    def _call(self, name: str, args: list[object], keywords: dict[str, object]) -> object:
        known = self.known[name]
        return (known.macro if isinstance(known, Component) else known)(*args, **keywords)


def _all_constant(node: nodes.Call) -> bool:
    values = [*node.args, *(each.value for each in node.kwargs)]
    return all(isinstance(_bare(value), nodes.Const) for value in values)


def _bare(node: nodes.Node) -> nodes.Node:
    return node.expr if isinstance(node, nodes.MarkSafe) else node


def _constant(node: nodes.Expr) -> object:
    if isinstance(node, nodes.MarkSafe) and isinstance(node.expr, nodes.Const):
        return Markup(node.expr.value)  # noqa: S704 - folded from our own words
    return node.as_const()


def _folded(value: object, at: nodes.Node) -> nodes.Expr:
    if isinstance(value, Markup):
        return nodes.MarkSafe(nodes.Const(str(value), lineno=at.lineno), lineno=at.lineno)
    return nodes.Const(value, lineno=at.lineno)
