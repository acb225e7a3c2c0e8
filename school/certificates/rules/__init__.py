"""Rules about certificates: their code, what is printed on them, when one is valid."""
