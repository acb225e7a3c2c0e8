"""The instructor's desk: content with its problems, edition history, attempts and scores."""
