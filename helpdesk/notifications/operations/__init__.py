"""Writes of `notifications`: which letters follow from what happened."""
