"""The rules of the pain finder: what others must examine first, and how a suggestion is made."""
