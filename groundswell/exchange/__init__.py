"""What comes in from other systems, and how old addresses find their way.

Nouns: external id (what something was called elsewhere → what it is here), move (one run of an import),
batch (what is written at once), loss report (read = written + skipped + not carried).
"""
