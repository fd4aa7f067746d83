"""What people type about articles."""
