"""Reads of tickets."""
