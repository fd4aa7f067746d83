"""What is done with letters that came in."""
