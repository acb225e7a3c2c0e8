"""Content files and what is published of them: kinds of documents, reading, editions, releases."""
