"""What people gather around: topics and their posts, in one conversation shape for all kinds.

Nouns: topic, post, revision, reaction, mention, closure, hiding, read mark, kind.
"""
