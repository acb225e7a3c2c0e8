"""Rules for files of other systems, without a database or a request."""
