"""What the school believes about files of other systems."""
