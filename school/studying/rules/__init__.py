"""Rules of studying, without a database or a request."""
