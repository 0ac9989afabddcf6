"""The installation itself: its name, purpose, message, stage and theme, and how its mail leaves.

Nouns: community, founding, stage, logo, mail server, letter.
"""
