"""Commands of `mailroom`. Imports nothing: `parse` starts without the application."""
