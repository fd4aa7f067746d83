"""Reads of the texts that advisers answer with."""
