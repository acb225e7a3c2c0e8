"""What people do with their memory, read from and written to the database."""
