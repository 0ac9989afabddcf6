"""Riverbend Repair, a made-up repair café with sixty weeks of life: to look at, to try, to test with.

A story (`story/`: people, spaces and topics as plain text) is timed against the day on which it is
loaded, and then lived through: every act in it calls an action under a moved clock.
"""
