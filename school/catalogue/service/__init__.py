"""What people do with what is taught: search it, enroll, finish a section."""
