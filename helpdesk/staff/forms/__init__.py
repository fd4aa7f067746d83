"""What is typed about those who help, and the words for it."""
