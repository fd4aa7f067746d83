"""What is typed by who looks after the service."""
