"""What `bench/faults.py` harms, how it harms it, and how it finds out what that did.

A village is a small community; writers are its members' browsers, each with a log of its own; a ground is the
disk and the database under it; harm is done; and a reckoning holds the logs against the tables.
"""
