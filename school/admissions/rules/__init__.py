"""What the school believes about its officers' desk: states, filters, safe cells, typed minutes."""
