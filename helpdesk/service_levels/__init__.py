"""Calendars and targets: when the office works, and what it promises."""
