"""The kind of card `mimic`: What it can be mistaken for."""
