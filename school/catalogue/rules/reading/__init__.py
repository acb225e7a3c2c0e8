"""Reading the files of the content tree: one file per kind of document; every fault becomes a problem with its line."""
