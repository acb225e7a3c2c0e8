"""What a document of the catalogue is, and which documents belong together."""
