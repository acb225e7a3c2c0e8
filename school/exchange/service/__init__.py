"""Files of other systems, made from what the database holds."""
