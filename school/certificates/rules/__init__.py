"""What the school believes about certificates: their code, what must stand on them, when one holds."""
