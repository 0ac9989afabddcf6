"""Keeping an installation healthy: the doctor, backups and their return, upgrades, and moving house.

An *archive* is one file with everything that belongs to a community. A *finding* is what the doctor says.
"""
