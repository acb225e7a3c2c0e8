"""Reading the content tree: files, their settings, and what one file may name of another."""
