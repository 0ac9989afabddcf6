"""Announcements: a kind of topic by which those who run a community tell everybody something.

Nouns: announcement, day until which it stands on the home page.
"""
