"""Rules about memory, without a database or a request."""
