"""Reads Discourse's post JSON: one object a line or a file, gzipped or not, in any order.

`open_archive` gathers everything into an index on disk (pass one) and yields a `DiscourseArchive`, which
hands out records with translated texts (pass two). `text` can be used alone.
"""

from groundswell.archives.discourse.archive import DiscourseArchive
from groundswell.archives.discourse.reader import open_archive
from groundswell.archives.discourse.reasons import Reason

__all__ = ["DiscourseArchive", "Reason", "open_archive"]
