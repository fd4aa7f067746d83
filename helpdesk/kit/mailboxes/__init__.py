"""Mailboxes and the other ways that letters come in by; knows nothing of what becomes of a letter."""
