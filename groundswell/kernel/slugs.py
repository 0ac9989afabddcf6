"""The text in an address: for people to read, while the number beside it decides."""

from collections.abc import Collection

from django.utils.text import slugify

_LONGEST = 80


def slug(text: str, *, taken: Collection[str] = ()) -> str:
    """The text as it stands in an address; one that would be read as another page gets a dash behind it."""
    plain = slugify(text, allow_unicode=True)[:_LONGEST].strip("-")
    return f"{plain}-" if not plain or plain in taken else plain
