"""What the school teaches: reading content files, publishing editions, courses, module pages, progress, search."""
