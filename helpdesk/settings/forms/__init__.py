"""What is typed about settings and letters' texts."""
