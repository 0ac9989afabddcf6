"""Other systems' exports, read into neutral records.

Pure Python: no Django, nothing of Groundswell. A reader per system (`discourse/`) yields members, spaces,
topics and posts (`records.py`), names what it could not read, and counts everything (`tally.py`), so that
whoever writes the records can show that nothing was lost without a word.
"""
