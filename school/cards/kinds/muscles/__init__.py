"""The kind of card `muscles`: Every muscle that refers there."""
