"""What the school believes about cards."""
