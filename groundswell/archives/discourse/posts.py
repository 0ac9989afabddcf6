"""One JSON object becomes one found post, or a sentence that says why it does not."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any, Never

from groundswell.archives.discourse.reasons import Reason

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EARLIEST = datetime(1985, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LARGEST = 2**62
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_LIKE = 2  # the id of a like among Discourse's post actions
_MOST_NAMES = 100  # kinds of reaction on one post
_BY_POST_TYPE = {1: None, 2: None, 3: Reason.SMALL_ACTION, 4: Reason.WHISPER}


class BrokenEntryError(Exception):
    """The message is a sentence about the entry that never repeats what stands in it."""


@dataclass(frozen=True, slots=True)
class FoundPost:
    """A post as one entry of the archive tells it. Times are UTC microseconds."""

    id: int
    topic: int
    number: int
    user_id: int | None
    handle: str
    name: str
    has_portrait: bool
    is_staff: bool
    written: int
    updated: int
    version: int
    raw: str
    title: str
    slug: str
    category: int | None
    is_private: bool
    fate: str | None
    reply_to: int | None
    addressee: str | None
    is_hidden: bool
    likes: int
    reactions: tuple[tuple[str, int], ...]
    reads: int
    mended: tuple[str, ...] = field(compare=False)

    @property
    def author(self) -> str | None:
        return _member_key(self.user_id, self.handle)

    @property
    def digest(self) -> bytes:
        """The same for entries that tell the same; how often a post was read does not count.

        Nor does whom it answers, which older copies tell otherwise, and the answered post tells best.
        """
        left_out = {"reads", "mended", "addressee"}
        told = repr([getattr(self, name) for name in self.__slots__ if name not in left_out])
        return blake2b(told.encode(), digest_size=16).digest()

    @property
    def rank(self) -> tuple[int, int, bool, int, bytes]:
        """The newest copy ranks highest; between equals one that was taken back, then the most read."""
        return self.updated, self.version, self.fate is not None, self.reads, self.digest


def found_post(data: bytes, until: datetime) -> FoundPost:
    """Read one entry; raise BrokenEntryError where it is no post written before `until`."""
    fields = _Fields(_object(data))
    written = fields.required_time("created_at", until)
    user_id = fields.integer("user_id", -_LARGEST)
    return FoundPost(
        id=fields.required_integer("id"),
        topic=fields.required_integer("topic_id"),
        number=fields.required_integer("post_number"),
        user_id=user_id,
        handle=fields.text("username"),
        name=fields.text("name") or fields.text("display_username"),
        has_portrait="/user_avatar/" in fields.text("avatar_template"),
        is_staff=fields.says("staff"),
        written=written,
        updated=max(written, fields.time("updated_at", until) or written),
        version=fields.integer("version", 1) or 1,
        raw=fields.words(),
        title=" ".join(fields.text("topic_title").split()),
        slug=fields.text("topic_slug"),
        category=fields.category(),
        is_private=fields.is_private(),
        fate=fields.fate(),
        reply_to=fields.integer("reply_to_post_number", 1),
        addressee=fields.addressee(),
        is_hidden=fields.flag("hidden"),
        likes=fields.likes(),
        reactions=fields.reactions(),
        reads=fields.integer("reads", 0) or 0,
        mended=tuple(dict.fromkeys(fields.mended)),
    )


def _member_key(user_id: int | None, handle: str) -> str | None:
    """The number, else the name, else nobody."""
    if user_id is not None:
        return str(user_id)
    return f"@{handle.lower()}" if handle else None


def _object(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data.decode("utf-8"), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise BrokenEntryError("It is not UTF-8 text.") from None
    except (ValueError, RecursionError):
        raise BrokenEntryError("It is not complete JSON.") from None
    if not isinstance(found, dict):
        raise BrokenEntryError("It is JSON, but not an object.")
    return found


def _no_number(_name: str) -> Never:
    raise ValueError


class _Fields:
    """Looks at fields by name and type. What is optional and wrong is left out and remembered as mended."""

    def __init__(self, found: dict[str, Any]) -> None:
        self._found = found
        self.mended: list[str] = []

    def required_integer(self, name: str) -> int:
        value = self._found.get(name)
        if value is None:
            raise BrokenEntryError(f"Its “{name}” is missing.")
        if type(value) is not int or not 1 <= value < _LARGEST:
            raise BrokenEntryError(f"Its “{name}” is not a positive whole number.")
        return value

    def required_time(self, name: str, until: datetime) -> int:
        if self._found.get(name) is None:
            raise BrokenEntryError(f"Its “{name}” is missing.")
        at = _moment(self._found[name])
        if at is None:
            raise BrokenEntryError(f"Its “{name}” is not a date and time.")
        if not _EARLIEST <= at <= until:
            raise BrokenEntryError(f"Its “{name}” lies before 1985 or in the future.")
        return (at - _EPOCH) // _MICROSECOND

    def time(self, name: str, until: datetime) -> int | None:
        if self._found.get(name) is None:
            return None
        at = _moment(self._found[name])
        if at is None or not _EARLIEST <= at <= until:
            self._mend(name)
            return None
        return (at - _EPOCH) // _MICROSECOND

    def integer(self, name: str, least: int) -> int | None:
        value = self._found.get(name)
        if value is None:
            return None
        if type(value) is not int or not least <= value < _LARGEST:
            self._mend(name)
            return None
        return value

    def text(self, name: str) -> str:
        value = self._found.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            self._mend(name)
            return ""
        return self._writable(name, value)

    def addressee(self) -> str | None:
        """Whose post it answers, as far as that is told."""
        told = self._found.get("reply_to_user")
        if not isinstance(told, dict):
            return None
        fields = _Fields(told)
        return _member_key(fields.integer("id", -_LARGEST), fields.text("username"))

    def words(self) -> str:
        """What the author typed. Without it there is only HTML, which is not what we read."""
        value = self._found.get("raw")
        if value is None and self._found.get("cooked") is not None:
            raise BrokenEntryError(
                "It has only “cooked”, the finished HTML, and not “raw”, the words as typed."
            )
        if value is None:
            raise BrokenEntryError("Its “raw” is missing.")
        if not isinstance(value, str):
            raise BrokenEntryError("Its “raw” is not text.")
        return self._writable("raw", value)

    def flag(self, name: str) -> bool:
        """Who may see a post hangs on flags, so one that is neither yes nor no breaks the entry."""
        value = self._found.get(name)
        if value is not None and not isinstance(value, bool):
            raise BrokenEntryError(f"Its “{name}” is neither true nor false.")
        return bool(value)

    def says(self, name: str) -> bool:
        """For a flag that nobody's rights hang on."""
        value = self._found.get(name)
        if value is not None and not isinstance(value, bool):
            self._mend(name)
        return value is True

    def is_private(self) -> bool:
        """Private messages say so, or have a category and it is null."""
        archetypes = (self._found.get("archetype"), self._found.get("topic_archetype"))
        if any(archetype not in (None, "regular") for archetype in archetypes):
            return True
        return "category_id" in self._found and self._found["category_id"] is None

    def category(self) -> int | None:
        """Who may see a topic hangs on its category, so one that is no number breaks the entry."""
        value = self._found.get("category_id")
        if value is not None and (type(value) is not int or not 1 <= value < _LARGEST):
            raise BrokenEntryError("Its “category_id” is not a positive whole number.")
        return value

    def fate(self) -> str | None:
        """Why the post stays behind, if it does."""
        post_type = self._found.get("post_type", 1)
        if type(post_type) is not int:
            raise BrokenEntryError("Its “post_type” is not a whole number.")
        if self._found.get("deleted_at") is not None:
            return Reason.DELETED
        if self.flag("user_deleted"):
            return Reason.WITHDRAWN
        if not self.words().strip():
            return Reason.EMPTY
        return _BY_POST_TYPE.get(post_type, Reason.UNKNOWN_TYPE)

    def likes(self) -> int:
        actions = self._list("actions_summary")
        counts = [
            _count(action) for action in actions if isinstance(action, dict) and action.get("id") == _LIKE
        ]
        return sum(counts)

    def reactions(self) -> tuple[tuple[str, int], ...]:
        found = [
            (self._writable("reactions", reaction["id"]), _count(reaction))
            for reaction in self._list("reactions")[:_MOST_NAMES]
            if isinstance(reaction, dict) and isinstance(reaction.get("id"), str)
        ]
        return tuple(sorted((name, count) for name, count in found if count))

    def _list(self, name: str) -> list[Any]:
        value = self._found.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self._mend(name)
            return []
        return value

    def _writable(self, name: str, value: str) -> str:
        if not _UNWRITABLE.search(value):
            return value
        self.mended.append(f"Its “{name}” held characters that are none; each became �.")
        return _UNWRITABLE.sub("\ufffd", value)

    def _mend(self, name: str) -> None:
        self.mended.append(f"Its “{name}” makes no sense and was left out.")


def _count(found: dict[str, Any]) -> int:
    count = found.get("count")
    return count if type(count) is int and 0 < count < 2**31 else 0


def _moment(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        at = datetime.fromisoformat(value)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
