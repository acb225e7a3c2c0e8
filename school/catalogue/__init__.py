"""What the school teaches: courses, modules, the glossary, sources, search, progress."""
