"""Components: Jinja macros, one file each under `jinja2/ui/components/`, callable from every template.

A component is found by its name and loaded when it is first called, so that components may use each other.
A component that declares `csrf_input`, `viewer` or `request` among its arguments gets it from the page.
"""

from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context, Macro

FOLDER = Path(__file__).parent / "jinja2" / "ui" / "components"
FROM_PAGE = ("csrf_input", "viewer", "request")


def component_names() -> list[str]:
    """The names of all components, in alphabetical order."""
    return sorted(path.stem for path in FOLDER.glob("*.html"))


class Component:
    """One macro, loaded on first use."""

    def __init__(self, env: Environment, name: str) -> None:
        self.env = env
        self.name = name

    @cached_property
    def macro(self) -> Macro:
        template = self.env.get_template(f"ui/components/{self.name}.html")
        macro: Macro = getattr(template.module, self.name)
        return macro

    @cached_property
    def from_page(self) -> list[str]:
        return [name for name in FROM_PAGE if name in self.macro.arguments]

    @pass_context
    def __call__(self, context: Context, *args: Any, **kwargs: Any) -> str:
        for name in self.from_page:
            kwargs.setdefault(name, context.get(name, ""))
        return self.macro(*args, **kwargs)
