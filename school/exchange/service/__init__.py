"""What people do with files of other systems."""
