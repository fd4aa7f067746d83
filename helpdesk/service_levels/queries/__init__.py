"""Reads of calendars and targets."""
