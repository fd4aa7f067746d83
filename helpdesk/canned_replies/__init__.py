"""Texts that advisers answer with, with places for names and numbers."""
