"""Reads of `search`."""
