"""Groundswell takes people from a purpose and five friends to a community, and from there to a movement."""

__version__ = "0.1.0"
