"""Writes of `search`: into the index, never into the database."""
