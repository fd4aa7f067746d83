"""What people type about tickets."""
