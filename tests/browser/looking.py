"""What is looked for on every page: axe's findings, anything that sticks out, and what the console says."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Error, Page, Response

NARROW, WIDE = 360, 1280
HEIGHT = 800
# Every rule of WCAG 2.2 AA and of good practice; the size of targets is off by default, and on here.
_ALL = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# What another width and other colours can change.
_LOOKS = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")
_OF_LOOKS = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": _LOOKS}}
_RUN_AXE = "options => axe.run(document, options).then(found => found.violations)"
# What reaches past the window's edges, unless a parent of its own scrolls or clips it.
_STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth <= width) return found;
  found.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${width}`);
  for (const each of document.body.querySelectorAll("*")) {
    const box = each.getBoundingClientRect();
    if (box.width && (box.right > width + 1 || box.left < -1)) {
      found.push(`${each.tagName.toLowerCase()}.${each.className} from ${box.left} to ${box.right}`);
    }
  }
  return found.slice(0, 6);
}"""


class Console:
    """What goes wrong on a page without its reader seeing it: scripts, policies, files that are missing."""

    def __init__(self, page: "Page") -> None:
        self.errors: list[str] = []
        page.on("console", self._note)
        page.on("pageerror", self._note_error)
        page.on("response", self._note_answer)

    def leave(self, page: "Page") -> None:
        page.remove_listener("console", self._note)
        page.remove_listener("pageerror", self._note_error)
        page.remove_listener("response", self._note_answer)

    def _note_error(self, error: "Error") -> None:
        self.errors.append(str(error))

    def _note(self, message: "ConsoleMessage") -> None:
        # A status or an absent network is remarked on; tests look at what the page makes of it.
        is_remark = message.text.startswith(("Failed to load resource", "htmx: htmx:error: Failed to fetch"))
        if message.type in {"error", "warning"} and not is_remark:
            self.errors.append(f"{message.type}: {message.text}")

    def _note_answer(self, answer: "Response") -> None:
        if answer.status >= 400 and answer.request.resource_type in {"script", "stylesheet", "font", "image"}:
            self.errors.append(f"{answer.status}: {answer.url}")


def axe_findings(page: "Page", *, of_looks: bool = False) -> list[str]:
    """Each violation as one line: the rule, then where it is broken."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [_said(each) for each in page.evaluate(_RUN_AXE, _OF_LOOKS if of_looks else _ALL)]


def sticking_out(page: "Page") -> list[str]:
    found: list[str] = page.evaluate(_STICKING_OUT)
    return found


def narrow_and_dark(page: "Page") -> None:
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    page.emulate_media(color_scheme="dark")


def findings(page: "Page") -> list[str]:
    """What is wrong with the page as it stands, then as a dark and narrow one."""
    found = [f"wide, light: {each}" for each in [*axe_findings(page), *sticking_out(page)]]
    narrow_and_dark(page)
    return found + [
        f"narrow, dark: {each}" for each in [*axe_findings(page, of_looks=True), *sticking_out(page)]
    ]


def _said(violation: Mapping[str, Any]) -> str:
    places = [f"{node['target'][0]} {node['html'][:120]}" for node in violation["nodes"][:3]]
    return f"{violation['id']}: {violation['help']} ({len(violation['nodes'])}): {' | '.join(places)}"
