"""Questions answered in a word or a few, compared with each accepted wording."""
