"""One file that holds a community: a zip with a manifest that accounts for every byte of it."""

from groundswell.upkeep.archive.manifest import Facts, Manifest, Piece
from groundswell.upkeep.archive.reading import Archive, open_archive
from groundswell.upkeep.archive.writing import Writing, writing_to

__all__ = ["Archive", "Facts", "Manifest", "Piece", "Writing", "open_archive", "writing_to"]
