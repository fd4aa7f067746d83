"""Pages that belong to no feature: start, about, privacy, contact, accessibility, health."""
