"""A feature outside of `school/`, which shows that one is added without a change in it."""
