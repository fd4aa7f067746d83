"""Reads of settings that are data and of letters' texts."""
