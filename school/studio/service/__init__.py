"""What an instructor sees: everything taught, and one document with its history and questions."""
