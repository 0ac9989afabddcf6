"""What a visitor's page tells machines in its head: search engines, feed readers, whoever shows a link.

Upper floors register it. A member's page tells none of it: no machine reads it, and it costs time.
"""

from collections.abc import Callable

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from groundswell.kernel.registry import Registry

# Each is given what the page's template knows, the request among it, and reads nothing besides.
heads: Registry[Callable[[Context], Markup]] = Registry("what pages tell machines")


@pass_context
def told_to_machines(context: Context) -> Markup:
    return Markup("\n").join(tell(context) for tell in heads)
