"""The kind of card `name`: Name the muscle."""
