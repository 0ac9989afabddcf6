"""Looks an installation over: each check is a small function that tells what it found, and what mends it."""

from groundswell.upkeep.doctor import backups, database, machine, setting, versions, work
from groundswell.upkeep.doctor.findings import Finding, Severity, checks, examine

__all__ = [
    "Finding",
    "Severity",
    "backups",
    "checks",
    "database",
    "examine",
    "machine",
    "setting",
    "versions",
    "work",
]
