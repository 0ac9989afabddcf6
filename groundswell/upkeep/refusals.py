"""What keeps the operator's command from being done: one sentence, with a way out where there is one."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Refused(Exception):
    """The command was not done; the message is a sentence for the operator."""


@contextmanager
def writing_into(folder: Path) -> Iterator[None]:
    """Turn what the system says of a folder that cannot be written to into a sentence."""
    try:
        yield
    except OSError as trouble:
        raise Refused(sentence_of(trouble, folder)) from trouble


def sentence_of(trouble: OSError, folder: Path) -> str:
    """What happened, in the operator's words."""
    if trouble.errno in _FULL:
        return no_room_in(folder)
    if isinstance(trouble, FileNotFoundError | NotADirectoryError):
        return f"There is no folder {folder}. Make it first."
    if isinstance(trouble, PermissionError) or trouble.errno == errno.EROFS:
        return f"{folder} cannot be written to by the user that runs this command ({trouble.strerror})."
    return f"{folder} could not be written to: {trouble.strerror or trouble}."


def no_room_in(folder: Path) -> str:
    return f"There is no room left in {folder}. Make room, or choose another place; nothing was changed."
