"""Reading an answer as a person does: its words, without what differs each time."""

import re
from html import unescape
from typing import Any

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken":"[^"]*"')


def page_of(response: Any) -> str:
    """The HTML of an answer, without the form tokens, which are masked anew each time."""
    return _TOKEN.sub("", response.content.decode())


def words_of(response: Any) -> str:
    """What the page says: tags left out, entities read, runs of space as one."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", page_of(response), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", text)).split())
