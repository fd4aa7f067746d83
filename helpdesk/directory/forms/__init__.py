"""What is typed about the register."""
