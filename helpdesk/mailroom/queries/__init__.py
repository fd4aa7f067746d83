"""What is read of letters that came in."""
