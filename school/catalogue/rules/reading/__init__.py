"""Reading the files of the content tree: one module for each kind of document.

Every fault becomes a problem with its line.
"""
