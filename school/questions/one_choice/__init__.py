"""Questions with exactly one right choice."""
