"""A community of three for the renderer, and its labels for one reader."""

from groundswell.topics.rendering.limits import LIMITS, Limits
from groundswell.topics.rendering.placeholders import CLOSE, OPEN
from groundswell.topics.rendering.render import Rendered, render

ORIGIN = "http://localhost:8000"
MEMBERS = {"ada": 1, "bea": 2, "cy_2": 3, "žofie": 4, "मीरा": 5}


def rendered(source: str, limits: Limits = LIMITS) -> Rendered:
    def resolve_handles(handles: set[str]) -> dict[str, int]:
        return {handle: MEMBERS[handle] for handle in handles if handle in MEMBERS}

    return render(source, origin=ORIGIN, resolve_handles=resolve_handles, limits=limits)


def shown(source: str) -> str:
    """The stored HTML without what every block and link has, and placeholders that can be read."""
    html = rendered(source).html.replace(' dir="auto"', "").replace(' rel="nofollow ugc noopener"', "")
    return html.replace(OPEN, "⟦").replace(CLOSE, "⟧")
