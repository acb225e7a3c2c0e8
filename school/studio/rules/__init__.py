"""The rules of the instructors' desk: what changed in a text, and how a question performs."""
