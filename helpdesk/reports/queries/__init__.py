"""Reads of figures: over the tables of tickets, the register and the knowledge base."""
