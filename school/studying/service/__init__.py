"""What people do when they study, read from and written to the database."""
