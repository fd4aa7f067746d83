"""Reads of `notifications`: whom a ticket concerns, and what a letter about it may tell."""
