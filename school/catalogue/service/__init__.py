"""What people do with content: check, publish, read, search, enrol, finish a section."""
