"""What people do with studying."""
