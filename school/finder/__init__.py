"""The pain finder, from where it hurts to the muscles charted to refer there. It stores nothing."""
