"""Reads of `upkeep`."""
