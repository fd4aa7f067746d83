"""Writes on tickets, one verb a file."""
