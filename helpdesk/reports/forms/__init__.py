"""What can be chosen of figures."""
