"""Parts of pages that are kept: a macro in a file of its own, remembered by what it was given.

Such a macro is a pure function: Jinja imports it without the page's context, so that all it can show
is its arguments, and what `moments.here` says: the language, the time zone and today's date. What changed
is therefore another argument, and nothing needs to be made stale: a renamed author, a hidden post or a
lost right asks for another fragment than the one that is remembered.
"""

from collections import OrderedDict
from collections.abc import Hashable
from sys import getsizeof
from threading import Lock

from jinja2 import pass_environment
from jinja2.environment import Environment
from jinja2.runtime import Macro
from markupsafe import Markup

from groundswell.ui import moments

MOST_BYTES = 16 * 1024 * 1024
_BESIDE = 600  # what a key and its place weigh, at a guess


class Shelf:
    """The fragments used last, up to a number of bytes, in this process."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self.most = most
        self.weight = 0
        self._fragments: OrderedDict[Hashable, Markup] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._fragments)

    def get(self, key: Hashable) -> Markup | None:
        with self._lock:
            found = self._fragments.get(key)
            if found is not None:
                self._fragments.move_to_end(key)
            return found

    def put(self, key: Hashable, fragment: Markup) -> Markup:
        """Remember it, and forget those that were asked for longest ago."""
        with self._lock:
            if key in self._fragments:
                return fragment
            self._fragments[key] = fragment
            self.weight += _weight(fragment)
            while self.weight > self.most:
                _, gone = self._fragments.popitem(last=False)
                self.weight -= _weight(gone)
        return fragment

    def clear(self) -> None:
        with self._lock:
            self._fragments.clear()
            self.weight = 0


shelf = Shelf()


@pass_environment
def kept(env: Environment, template: str, *values: Hashable) -> Markup:
    """What the one macro of this template says of these values, remembered.

    `{{ kept("topics/_post.html", post, rights) }}` calls `{% macro post(post, can) %}` there.
    """
    key = (env, template, moments.here(), values)
    return shelf.get(key) or shelf.put(key, Markup(_macro(env, template)(*values)))  # noqa: S704 - a macro's


def _macro(env: Environment, template: str) -> Macro:
    name = template.rpartition("/")[2].removesuffix(".html").removeprefix("_")
    macro: Macro = getattr(env.get_template(template).module, name)
    return macro


def _weight(fragment: Markup) -> int:
    """A fragment and, in its key, the words it was made of: one to four bytes a letter, as its script is."""
    return 2 * getsizeof(fragment) + _BESIDE
