"""Who has left: told to nobody, and nothing in it could be."""

EXEMPT = {"upkeep.leaver.mark": "a keyed digest of an id that stands nowhere any more"}
