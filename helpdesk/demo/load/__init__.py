"""The load generator: any number of tickets and articles, shaped as in life, written past the operations and in bulk."""
