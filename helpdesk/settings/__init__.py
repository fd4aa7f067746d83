"""Settings that are data: what the service is called, what it promises, and the words of its letters."""
