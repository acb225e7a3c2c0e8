"""Author text: its structure with line numbers, its problems, and the safe HTML made from it.

Nothing here knows a database or Flask.
"""
