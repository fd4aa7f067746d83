"""What changes about those who help, one verb a file."""
