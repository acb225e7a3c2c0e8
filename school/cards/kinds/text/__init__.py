"""The kind of card `text`: Questions in words."""
