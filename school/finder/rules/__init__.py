"""What the pain finder believes: what must be seen by others first, and how a suggestion is made."""
