"""Where things happen: a tree of spaces, each with its audiences and grants, and the gate built from them.

Nouns: space, grant, audience, space member, gate.
"""
