"""Why something of a Discourse archive stays behind: the closed list that its loss report draws on."""

from enum import StrEnum


class Reason(StrEnum):
    """Each completes 'was not carried over, because …'."""

    BROKEN = "the entry is broken"
    SAME = "it stands in the archive twice"
    OLDER = "a newer copy of the same post is in the archive"
    PRIVATE = "it belongs to a private conversation"
    TOPIC_DELETED = "its topic was deleted"
    DELETED = "moderators had deleted it"
    WITHDRAWN = "its author had taken it back"
    EMPTY = "it is empty"
    SMALL_ACTION = "it only notes that a topic was closed, moved or the like"
    WHISPER = "it is a whisper among staff"
    UNKNOWN_TYPE = "it is of a type that Discourse did not have when this was written"
    NO_POST_LEFT = "none of its posts is carried"
    WROTE_NOTHING = "nothing they wrote is carried"
    NO_TARGET = "what it points to is not in the archive"
    LATER = "it answers a post that comes after it"
    NO_SOURCE = "it does not say which post it is from, and stands as a plain passage"
    TOO_DEEP = "it is nested too deep, and stands in the passage around it"
    NOBODY = "nobody of that name is in the archive"
    THUMBS_DOWN = "it is a thumbs down, and we have none"
    OLD_TEXTS = "the archive holds only the last text; how many edits there were is noted"
    NO_FILES = "the archive holds no files"
    NO_VOTES = "the archive holds no votes; the choices stand in the text"
    UNFOLDED = "it stands in the text, unfolded"
    SHOWN = "it stands in the text, open to everyone"
    NO_LAYOUT = "how things were arranged on the page has no meaning here"
    NO_CHARACTER = "no character goes by that name; it stays as written"
