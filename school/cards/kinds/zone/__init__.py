"""The kind of card `zone`: Paint the zone."""
