"""Why the writer leaves something out, beside the reader's own reasons."""

from enum import StrEnum


class WriterReason(StrEnum):
    """Each completes 'was not carried over, because …'."""

    DELETED_HERE = "it was brought in before and has been deleted here since"
    TOPIC_DELETED_HERE = "its topic was brought in before and has been deleted here since"
    HAS_LEFT = "they have left this community since"
    WORDS_TAKEN = "its author has left this community and taken their words along"
    NO_ANSWERED_POST = "the post that it answers is not here"
