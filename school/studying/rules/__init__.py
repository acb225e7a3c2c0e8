"""What the school believes about studying."""
