"""Reads of those who help."""
