"""Reads of `pages`."""
