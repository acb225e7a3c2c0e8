"""What the school does with certificates: issues them, sets them in type, finds them again."""
