"""A feature that lies outside of `school/`, to show that one can be added without a change in it."""
