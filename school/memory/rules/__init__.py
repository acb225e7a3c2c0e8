"""What the school believes about memory."""
