"""What a machine reads out of a page's head, as plain values."""

import json
from collections.abc import Mapping
from typing import Any

import html5lib
from django.test import Client

_HTML = "{http://www.w3.org/1999/xhtml}"


class Head:
    """The head of one page as a parser of HTML sees it."""

    def __init__(self, content: bytes) -> None:
        self.tree = html5lib.parse(content.decode())

    def meta(self, name: str) -> str | None:
        """The content of the one tag of this name or property."""
        found = [
            tag.get("content")
            for tag in self.tree.iter(f"{_HTML}meta")
            if name in {tag.get("name"), tag.get("property")}
        ]
        assert len(found) < 2, (name, found)
        return found[0] if found else None

    def links(self, rel: str) -> list[str]:
        return [tag.get("href") for tag in self.tree.iter(f"{_HTML}link") if tag.get("rel") == rel]

    @property
    def graph(self) -> list[Mapping[str, Any]]:
        """Every thing of the page's JSON-LD."""
        scripts = [
            tag.text for tag in self.tree.iter(f"{_HTML}script") if tag.get("type") == "application/ld+json"
        ]
        found = [json.loads(text) for text in scripts]
        assert all(each["@context"] == "https://schema.org" for each in found)
        return [thing for each in found for thing in each["@graph"]]


def head_of(client: Client, path: str) -> Head:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return Head(answer.content)
