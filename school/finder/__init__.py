"""The pain finder: from where it hurts to the muscles that are charted to refer there. It stores nothing."""
