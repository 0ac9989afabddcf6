"""What stands behind the name of a mark: whom a quote is from, which day a date means."""

import re
from typing import NamedTuple

QUOTE_MARKS = " \t\"'“”„«»"
_POST = re.compile(r"\s*+post:\s*+(\d{1,15}+)\s*+", re.IGNORECASE)
_TOPIC = re.compile(r"\s*+topic:\s*+(\d{1,15}+)\s*+", re.IGNORECASE)
_SETTING = re.compile(r"(\w{1,20}+)=[\"']?([^\"'\s]{1,60}+)")


class Source(NamedTuple):
    """Who is said to have said it, and where; numbers are None where the quote does not tell."""

    name: str
    topic: int | None
    post: int | None


def source_of(value: str) -> Source:
    """Read `"ada, post:3, topic:12, full:true"`."""
    name, *rest = value.strip(QUOTE_MARKS).split(",")
    return Source(name.strip(), _first(_TOPIC, rest), _first(_POST, rest))


def date_of(value: str, *, is_range: bool) -> str:
    """`2026-04-08 14:00 (Europe/Paris)`: as its author meant it, in no reader's own time."""
    settings = dict(_SETTING.findall(value if is_range else f"date={value}"))
    if is_range:
        ends = (settings.get("from", ""), settings.get("to", ""))
        said = " – ".join(end.replace("T", " ")[:16] for end in ends if end)
    else:
        said = " ".join(filter(None, (settings.get("date", ""), settings.get("time", "")[:5])))
    zone = settings.get("timezone", "")
    return f"{said} ({zone})" if said and zone else said


def _first(pattern: re.Pattern[str], parts: list[str]) -> int | None:
    return next((int(found[1]) for part in parts if (found := pattern.fullmatch(part))), None)
