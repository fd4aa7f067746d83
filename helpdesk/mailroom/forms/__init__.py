"""What is typed about letters, and what letters are called."""
