"""Teams, expertise, absence and hours."""
