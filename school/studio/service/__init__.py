"""What an instructor looks at: everything that is taught, one document with its history, how its questions do."""
