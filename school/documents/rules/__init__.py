"""What a document is: its kind, how its file is read, and how it is stored."""
